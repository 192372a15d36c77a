import { fold } from '../noteName.ts';
import { RelatedSignalFinder, type RelatedSignals } from './relatedSignals.ts';
import { isAccepted, type NoteProfile } from './noteProfile.ts';

/** A note that the one at hand might link to. */
export interface RelatedNote {
  readonly path: string;
  readonly title: string;
  readonly excerpt: string;
  readonly isMoc: boolean;
  /** 0 to 1: roughly how likely the author would link it. */
  readonly score: number;
  /** One short line for people. */
  readonly why: string;
}

/**
 * Learned on one half of the notes of several vaults, so that the notes their authors linked come first; held against
 * the other half. `nearby` is set by hand: a note whose links are hidden has none to start from.
 */
const WEIGHTS: Readonly<Record<keyof RelatedSignals, number>> = {
  likeness: 2.4,
  neighbours: 0.4,
  nearest: 0.4,
  siblings: 1.2,
  mention: 3.2,
  title: 2.3,
  linksHere: 0.7,
  linkedTogether: 0.4,
  nearby: 0.4,
  popular: 1.7,
  samePlace: 0.3,
  above: 0.1,
  isMoc: 0.9,
  mocVotes: 1.3,
};
/** Makes of the sum a rough probability. */
const BIAS = -5.8;

/** A note that is filed already rarely links another MOC, however many notes link that one. */
const OTHER_MOC = { isMoc: 0, popular: 0, mocVotes: 0 };

/** Notes that this one does not link to and might, best first. */
export function findRelated(profile: NoteProfile, limit: number): RelatedNote[] {
  const { context, isFiled } = profile;
  const scored = [...new RelatedSignalFinder(profile).find()]
    .filter(([path]) => !profile.linked.has(path))
    .map(([path, found]) => {
      const signals = isFiled && found.isMoc > 0 ? { ...found, ...OTHER_MOC } : found;
      return { path, signals, score: scoreOf(signals) };
    })
    .sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1));
  return scored.slice(0, limit).map(({ path, signals, score }) => {
    const { title, excerpt, isMoc } = context.vault.note(path)!;
    return { path, title, excerpt, isMoc, score, why: reasonFor(profile, path, signals) };
  });
}

function scoreOf(signals: RelatedSignals): number {
  let sum = BIAS;
  for (const signal in WEIGHTS) {
    sum += WEIGHTS[signal as keyof RelatedSignals] * signals[signal as keyof RelatedSignals];
  }
  return 1 / (1 + Math.exp(-sum));
}

/** Share of the tagged notes from which a tag is too common to be a reason. */
const COMMON_TAG = 0.25;

/** What speaks most for the note, in words; the signal that adds most decides. */
function reasonFor(profile: NoteProfile, path: string, signals: RelatedSignals): string {
  const { vault } = profile.context;
  const shared = sharedTags(profile, path);
  const titles = profile.similar
    .slice(0, 6)
    .filter((similar) => isAccepted(profile, similar.path) && vault.outgoing(similar.path).includes(path))
    .map((similar) => `“${vault.note(similar.path)!.title}”`);
  const reasons: [number, string | undefined][] = [
    [WEIGHTS.mention * signals.mention, signals.mention > 0.3 ? 'is named in this note' : undefined],
    [WEIGHTS.linksHere * signals.linksHere, signals.linksHere > 0 ? 'links to this note' : undefined],
    [
      WEIGHTS.nearest * signals.nearest +
        WEIGHTS.neighbours * signals.neighbours +
        WEIGHTS.siblings * signals.siblings,
      titles.length > 0
        ? `is linked from ${titles.slice(0, 2).join(' and ')}, much like this note`
        : undefined,
    ],
    [WEIGHTS.mocVotes * signals.mocVotes, signals.mocVotes > 0.3 ? 'is the MOC of similar notes' : undefined],
    [
      WEIGHTS.title * signals.title * 0.5,
      signals.title > 0.99 ? 'the words of its title stand in this note' : undefined,
    ],
    [
      WEIGHTS.likeness * signals.likeness,
      signals.likeness > 0.2 ? `has much in common with this note` : undefined,
    ],
    [
      0.5,
      shared.length > 0
        ? `shares the tag${shared.length > 1 ? 's' : ''} ${shared.slice(0, 3).join(', ')}`
        : undefined,
    ],
    [
      WEIGHTS.linkedTogether * signals.linkedTogether,
      signals.linkedTogether > 0 ? 'is linked beside this note' : undefined,
    ],
  ];
  const found = reasons.filter(([, reason]) => reason !== undefined).sort((a, b) => b[0] - a[0]);
  const best = found[0]?.[1] ?? 'is linked from many notes';
  const second = found[1]?.[1];
  return second?.startsWith('shares') === true && !best.startsWith('shares') ? `${best}; ${second}` : best;
}

/** Tags of both notes, but for those that stand on many notes whatever they are about. */
function sharedTags({ note, context: { vault } }: NoteProfile, path: string): string[] {
  const others = new Set(vault.note(path)!.tags.map(({ name }) => fold(name)));
  const most = COMMON_TAG * (vault.size - vault.untagged().length);
  return [...new Set(note.tags.map(({ name }) => name))].filter(
    (tag) => others.has(fold(tag)) && (vault.tag(tag)?.total ?? 0) <= Math.max(3, most),
  );
}
