import { fold } from '../noteName.ts';
import { phraseTokens } from '../phraseTokens.ts';
import type { NoteProfile } from './noteProfile.ts';
import { numberlessKey, spellingKey } from './tagKeys.ts';

/** A tag of the vault that may fit the note. */
export interface FittingTag {
  /** In the spelling used most. */
  readonly tag: string;
  /** Notes that carry it or one below it. */
  readonly uses: number;
  /** 0 to 1: roughly how likely the author would set it. */
  readonly score: number;
  /** One short line for people. */
  readonly why: string;
}

const NEIGHBOURS = 20;
/** Says what a note is, not what it is about. */
const MOC_TAG = 'moc';

/** What speaks for a tag. */
interface TagSignals {
  /** Share of the notes most like this one that carry it. */
  votes: number;
  /** Notes that carry it, of the five most alike. */
  near: number;
  /** It stands in the title, in a heading, in the text: 1 each. */
  inTitle: number;
  inHeading: number;
  inText: number;
  /** Share of the members of the note's MOCs, and of the notes in its folder, that carry it. */
  ofMoc: number;
}

/**
 * Tags that the note does not carry in any spelling and might, best first. Spellings of one tag that differ by case or
 * separators count together, and the one used most is proposed; singular and plural may both be in use on purpose.
 */
export function findTags(profile: NoteProfile, limit: number): FittingTag[] {
  const { vault } = profile.context;
  const found = new Map<string, FoundTag>();
  const of = (name: string): TagSignals => {
    const key = spellingKey(name);
    const known = found.get(key) ?? { names: new Set(), signals: { ...NOTHING } };
    found.set(key, known);
    known.names.add(fold(name));
    return known.signals;
  };
  addVotes(profile, of);
  addMocs(profile, of);
  addNamed(profile, of);
  found.delete(MOC_TAG);
  const own = new Set(profile.note.tags.map(({ name }) => numberlessKey(name)));
  const tagged = Math.max(1, vault.size - vault.untagged().length);
  return [...found.values()]
    .filter(({ names }) => [...names].every((name) => !own.has(numberlessKey(name))))
    .flatMap(({ names, signals }) => {
      const spellings = [...names].flatMap((name) => vault.tag(name) ?? []);
      const node = spellings.sort((a, b) => b.total - a.total)[0];
      if (node === undefined) {
        return [];
      }
      const score = scoreOf(signals, node.total / tagged);
      return [{ tag: node.name, uses: node.total, score, why: whyOf(signals) }];
    })
    .sort((a, b) => b.score - a.score || b.uses - a.uses || (a.tag < b.tag ? -1 : 1))
    .slice(0, limit);
}

/** A tag in all spellings that were met. */
interface FoundTag {
  readonly names: Set<string>;
  readonly signals: TagSignals;
}

const NOTHING: TagSignals = { votes: 0, near: 0, inTitle: 0, inHeading: 0, inText: 0, ofMoc: 0 };

function addVotes({ similar, context }: NoteProfile, of: (tag: string) => TagSignals): void {
  const tagged = similar
    .map(({ path, score }) => ({
      tags: tagsOf(context.vault.note(path)!.tags),
      weight: score / similar[0]!.score,
    }))
    .filter(({ tags }) => tags.size > 0)
    .slice(0, NEIGHBOURS);
  const total = tagged.reduce((sum, { weight }) => sum + weight, 0);
  tagged.forEach(({ tags, weight }, at) => {
    for (const tag of tags) {
      of(tag).votes += weight / total;
      of(tag).near += at < 5 ? 1 : 0;
    }
  });
}

function addMocs({ context, linked }: NoteProfile, of: (tag: string) => TagSignals): void {
  const { vault } = context;
  for (const { path, members } of vault.mocs().mocs) {
    if (!linked.has(path)) {
      continue;
    }
    for (const member of members) {
      for (const tag of tagsOf(vault.note(member.path)?.tags ?? [])) {
        of(tag).ofMoc += 1 / members.length;
      }
    }
  }
}

function addNamed({ context, note, text }: NoteProfile, of: (tag: string) => TagSignals): void {
  const keys = (words: string): string =>
    ` ${phraseTokens(words, 0, words.length)
      .map(({ key }) => key)
      .join(' ')} `;
  const inTitle = keys([note.title, ...note.aliases].join(' | '));
  const inHeadings = keys(note.headings.map((heading) => heading.text).join(' | '));
  const inText = keys(text);
  const visit = (nodes: ReturnType<typeof context.vault.tags>): void => {
    for (const node of nodes) {
      const key = keys(node.label);
      if (key.trim() !== '' && inText.includes(key)) {
        const signals = of(node.name);
        signals.inText = 1;
        signals.inTitle = Math.max(signals.inTitle, inTitle.includes(key) ? 1 : 0);
        signals.inHeading = Math.max(signals.inHeading, inHeadings.includes(key) ? 1 : 0);
      }
      visit(node.children);
    }
  };
  visit(context.vault.tags());
}

function tagsOf(tags: readonly { readonly name: string }[]): Set<string> {
  return new Set(tags.map(({ name }) => fold(name)));
}

/**
 * A tag that stands on many notes whatever they are about, such as one for work that is done, stands on similar notes
 * as well: only what goes beyond its common share counts.
 */
function scoreOf({ votes, near, inTitle, inHeading, inText, ofMoc }: TagSignals, common: number): number {
  const beyond = (share: number): number => Math.max(0, (share - common) / Math.max(0.1, 1 - common));
  const sum =
    -3 +
    4.5 * beyond(votes) +
    0.8 * beyond(near / 5) +
    2 * inTitle +
    0.7 * inHeading +
    0.5 * inText +
    2 * beyond(ofMoc);
  return 1 / (1 + Math.exp(-sum));
}

function whyOf({ near, inTitle, inHeading, inText, ofMoc }: TagSignals): string {
  if (inTitle > 0) {
    return 'stands in the title';
  }
  if (near > 1) {
    return `used in ${near} of the 5 most similar notes`;
  }
  if (inHeading > 0) {
    return 'stands in a heading';
  }
  if (ofMoc > 0.2) {
    return 'common in the note’s MOC';
  }
  return inText > 0 ? 'stands in the text' : 'used in similar notes';
}
