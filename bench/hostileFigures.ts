import { parseFrontmatter, setFrontmatterValue } from '../src/core/markdown/frontmatter.ts';
import { scanMarkdown } from '../src/core/markdown/scan.ts';
import { hostileBlocks } from '../test/support/hostileBlocks.ts';
import { hostileTexts } from '../test/support/hostileTexts.ts';
import type { Figure } from './figure.ts';

const ROUNDS = 5;

/** What text that was made to be slow costs, each the worst of many texts. */
export function hostileFigures(): Figure[] {
  const blocks = hostileBlocks().map(([, content]) => `---\n${content}\n---\nText\n`);
  return [
    worst('frontmatter made to be slow, read or refused', 50, blocks, parseFrontmatter),
    worst('the same, edited or refused', 50, blocks, (text) => setFrontmatterValue(text, 'title', 'New')),
    worst('a text of 1 MB made to be slow, read', 100, Object.values(hostileTexts), scanMarkdown),
  ];
}

/** The text that takes longest, by the best of some rounds each. */
function worst(
  name: string,
  bound: number,
  texts: readonly string[],
  run: (text: string) => unknown,
): Figure {
  const times = texts.map((text) =>
    Math.min(...Array.from({ length: ROUNDS }, () => timeOf(() => run(text)))),
  );
  return { name, value: Math.max(...times), unit: 'ms', bound, from: { texts: texts.length } };
}

function timeOf(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}
