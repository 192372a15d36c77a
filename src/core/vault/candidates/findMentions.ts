import { SentenceSplitter } from '../sentences.ts';
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
  const best = new Map<number, { mention: WeighedMention; score: number }>();
  for (const mention of profile.mentioned) {
    if (linked.has(mention.path) || !isAccepted(profile, mention.path)) {
      continue;
    }
    const score = scoreOf(
      mention,
      profile.likeness(mention.path),
      context.vault.incoming(mention.path).length,
    );
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

/** Learned from links that authors made. */
function scoreOf(mention: WeighedMention, likeness: number, popularity: number): number {
  const { linkedBy, heldBy, name, meanings, tokens } = mention;
  const share = Math.log((linkedBy + 0.3) / (heldBy + 1));
  const sum =
    1 +
    share +
    (name === 'same' ? 0.8 : name === 'otherCase' ? 0.2 : 0) +
    likeness * 1 +
    Math.min(tokens, 4) * 0.3 +
    Math.log2(1 + popularity) * 0.1 -
    (meanings - 1) * 0.5;
  return 1 / (1 + Math.exp(-sum));
}

/** The sentence that holds a stretch of text, or its line where that is shorter; verbatim. */
function sentenceAround(text: string, start: number, end: number, splitter: SentenceSplitter): string {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', end);
  const line = text.slice(lineStart, newline < 0 ? text.length : newline);
  let position = 0;
  for (const sentence of splitter.split(line)) {
    const from = line.indexOf(sentence, position);
    position = from + sentence.length;
    if (lineStart + from <= start && lineStart + position >= end) {
      return sentence;
    }
  }
  return line.trim();
}
