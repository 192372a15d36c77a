import { parseFrontmatter } from '../src/core/markdown/frontmatter.ts';
import { plainText } from '../src/core/markdown/plainText.ts';
import { scanMarkdown } from '../src/core/markdown/scan.ts';
import { summarize } from '../src/core/providers/builtIn/summary.ts';
import { isMostlyUnspaced, termsOf } from '../src/core/vault/terms.ts';
import type { Stopwatch } from './stopwatch.ts';
import type { VaultUnderTest } from './vaultUnderTest.ts';

const SHORTEST_NOTE = 400;
const WORD_END = /[\p{L}\p{N}]/u;

/** Summaries of the built-in engine: verbatim, whole words, and how near they come to what authors wrote. */
export function measureSummaries(test: VaultUnderTest, watch: Stopwatch): Record<string, number> {
  const counts = {
    notes: 0,
    sentences: 0,
    verbatim: 0,
    wholeWords: 0,
    sameScript: 0,
    fewerThanThree: 0,
    none: 0,
  };
  const scores = { ours: 0, firstTwo: 0, firstThree: 0, described: 0 };
  for (const [path, text] of test.texts) {
    const scan = scanMarkdown(text);
    const plain = plainText(text, scan);
    if (plain.length < SHORTEST_NOTE) {
      continue;
    }
    const part = { start: scan.bodyStart, end: text.length };
    const { title } = test.vault.note(path)!;
    const sentences = watch.time(() => summarize(title, text, part, 'short'));
    counts.notes += 1;
    counts.sentences += sentences.length;
    counts.none += sentences.length === 0 ? 1 : 0;
    counts.fewerThanThree += sentences.length < 3 ? 1 : 0;
    counts.verbatim += sentences.filter((sentence) => plain.includes(sentence)).length;
    counts.wholeWords += sentences.filter((sentence) => isWhole(sentence, plain)).length;
    counts.sameScript += sentences.filter((one) => isMostlyUnspaced(one) === isMostlyUnspaced(plain)).length;
    const description = descriptionOf(text);
    if (description !== undefined) {
      scores.described += 1;
      scores.ours += overlap(sentences.join(' '), description);
      scores.firstTwo += overlap(firstSentences(plain, 2), description);
      scores.firstThree += overlap(firstSentences(plain, 3), description);
    }
  }
  const share = (count: number, of: number): number =>
    of === 0 ? 0 : Math.round((count / of) * 10_000) / 10_000;
  return {
    notes: counts.notes,
    verbatim: share(counts.verbatim, counts.sentences),
    wholeWords: share(counts.wholeWords, counts.sentences),
    sameScript: share(counts.sameScript, counts.sentences),
    fewerThanThree: share(counts.fewerThanThree, counts.notes),
    described: scores.described,
    'rouge1.ours': share(scores.ours, scores.described),
    'rouge1.firstTwoSentences': share(scores.firstTwo, scores.described),
    'rouge1.firstThreeSentences': share(scores.firstThree, scores.described),
    none: share(counts.none, counts.notes),
  };
}

/** Not cut inside a word, at either end. */
function isWhole(sentence: string, plain: string): boolean {
  const at = plain.indexOf(sentence);
  const before = plain[at - 1] ?? ' ';
  const after = plain[at + sentence.length] ?? ' ';
  const joins = (a: string, b: string): boolean =>
    WORD_END.test(a) && WORD_END.test(b) && !isMostlyUnspaced(a + b);
  return at >= 0 && !joins(before, sentence[0]!) && !joins(sentence.at(-1)!, after);
}

function descriptionOf(text: string): string | undefined {
  const { data } = parseFrontmatter(text);
  const stated = data['description'] ?? data['excerpt'] ?? data['desc'] ?? data['summary'];
  return typeof stated === 'string' && termsOf(stated).length >= 5 ? stated : undefined;
}

function firstSentences(plain: string, count: number): string {
  const lines = plain.split('\n').filter((line) => termsOf(line).length >= 5);
  return lines
    .join(' ')
    .split(/(?<=[.!?。])\s*/)
    .slice(0, count)
    .join(' ');
}

/** ROUGE-1 F: the shared words of two texts. */
function overlap(a: string, b: string): number {
  const left = termsOf(a);
  const rest = new Map<string, number>();
  for (const term of termsOf(b)) {
    rest.set(term, (rest.get(term) ?? 0) + 1);
  }
  const total = left.length + [...rest.values()].reduce((sum, count) => sum + count, 0);
  let common = 0;
  for (const term of left) {
    const count = rest.get(term) ?? 0;
    common += count > 0 ? 1 : 0;
    rest.set(term, count - 1);
  }
  return total === 0 ? 0 : (2 * common) / total;
}
