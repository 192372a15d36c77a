import { sentenceAround, SentenceSplitter } from '../sentences.ts';
import type { NoteProfile } from './noteProfile.ts';
import { isAccepted } from './noteProfile.ts';
import type { WeighedMention } from './weighedMentions.ts';

/** Words of the note that name another note and are no link yet. */
export interface MentionedNote {
  readonly path: string;
  readonly title: string;
  /** The words, verbatim. */
  readonly quote: string;
  /** Where they stand in the note's text (UTF-16, end exclusive). */
  readonly start: number;
  readonly end: number;
  /** The sentence or line around them. */
  readonly sentence: string;
  /** 0 to 1: roughly how likely the author would link them. */
  readonly score: number;
}

/**
 * Mentions that could become links, in the order of the text: the likeliest meaning of each, the first of each note
 * in each section. Notes that are linked already are left out.
 *
 * @param limit the best are kept
 */
export function findMentions(profile: NoteProfile, limit: number): MentionedNote[] {
  const { text, scan, context, linked } = profile;
  const mentions = profile.mentioned.filter(({ path }) => !linked.has(path) && isAccepted(profile, path));
  const occurrences = new Map<string, number>();
  for (const { path } of mentions) {
    occurrences.set(path, (occurrences.get(path) ?? 0) + 1);
  }
  const best = new Map<number, { mention: WeighedMention; score: number }>();
  for (const mention of mentions) {
    const score = scoreOf(profile, mention, occurrences.get(mention.path)!);
    if (score > (best.get(mention.start)?.score ?? 0)) {
      best.set(mention.start, { mention, score });
    }
  }
  const seen = new Set<string>();
  const first = [...best.values()].filter(({ mention }) => {
    const section = scan.headings.filter((heading) => heading.range.start < mention.start).length;
    const key = `${section} ${mention.path}`;
    return !seen.has(key) && seen.add(key);
  });
  const splitter = new SentenceSplitter();
  return first
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .sort((a, b) => a.mention.start - b.mention.start)
    .map(({ mention: { path, start, end }, score }) => ({
      path,
      title: context.vault.note(path)!.title,
      quote: text.slice(start, end),
      start,
      end,
      sentence: sentenceAround(text, start, end, splitter),
      score,
    }));
}

/** Learned, as a rough probability, from the words that authors linked in one half of the notes of several vaults. */
const BIAS = -2.1;
const WEIGHTS = {
  /** Logarithm of the share of notes with these words that link them so. */
  share: 0.65,
  same: 1.7,
  otherCase: 0.4,
  otherForm: 0,
  none: 0.2,
  /** Per word, up to four: long names are rarely meant otherwise. */
  word: 0.92,
  hasCapital: 1.3,
  likeness: 1.1,
  popular: 0.1,
  linksHere: 0.8,
  occurrence: 0.05,
};

function scoreOf(profile: NoteProfile, mention: WeighedMention, occurrences: number): number {
  const { vault } = profile.context;
  const incoming = vault.incomingCount(mention.path);
  const sum =
    BIAS +
    WEIGHTS.share * Math.log((mention.linkedBy + 0.3) / (mention.heldBy + 1)) +
    WEIGHTS[mention.name] +
    WEIGHTS.word * Math.min(mention.words, 4) +
    (/\p{Lu}/u.test(profile.text.slice(mention.start, mention.end)) ? WEIGHTS.hasCapital : 0) +
    WEIGHTS.likeness * profile.likeness(mention.path) +
    WEIGHTS.popular * Math.log2(1 + incoming) +
    (vault.outgoing(mention.path).includes(profile.note.path) ? WEIGHTS.linksHere : 0) +
    WEIGHTS.occurrence * Math.log2(1 + occurrences);
  return 1 / (1 + Math.exp(-sum));
}
