import { parseArgs } from 'node:util';
import { evaluate, type Evaluation } from './evaluate.ts';
import { readSets } from './sets.ts';
import { readVault } from './vaultUnderTest.ts';

/*
 * npm run eval -- --vault DIR --set DIR [--json]
 *
 * Holds what is proposed for the notes of a vault against what its author chose. With --json the last line is one
 * JSON object.
 */
const USAGE = 'Usage: npm run eval -- --vault DIR --set DIR [--json]';

function main(): number {
  const { values } = parseArgs({
    options: { vault: { type: 'string' }, set: { type: 'string' }, json: { type: 'boolean' } },
  });
  if (values.vault === undefined || values.set === undefined) {
    console.error(USAGE);
    return 2;
  }
  const texts = readVault(values.vault);
  if (texts.size === 0) {
    console.error(`There are no notes in ${values.vault}.`);
    return 2;
  }
  const evaluation = evaluate(texts, readSets(values.set), () => performance.now());
  console.log(table(evaluation));
  if (values.json === true) {
    console.log(JSON.stringify({ vault: values.vault, set: values.set, ...evaluation }));
  }
  return 0;
}

function table({ notes, queries, folds, summaries, times }: Evaluation): string {
  const names = [...new Set(Object.values(folds).flatMap((fold) => Object.keys(fold)))];
  const rows = names.map(
    (name) => `${name.padEnd(46)} ${cell(folds['fold0']?.[name])} ${cell(folds['fold1']?.[name])}`,
  );
  const about = Object.entries(summaries).map(([name, value]) => `summary.${name.padEnd(38)} ${cell(value)}`);
  const took = Object.entries(times).map(
    ([name, time]) =>
      `time.${name.padEnd(41)} ${time.mean} ms a run, ${time.longest} at most, ${time.runs} runs`,
  );
  const head = `${notes} notes; queries: ${queries.links} links, ${queries.tags} tags, ${queries.mocs} MOCs`;
  return [head, `${''.padEnd(46)}  fold 0  fold 1`, ...rows, ...about, ...took].join('\n');
}

function cell(value: number | undefined): string {
  return (value === undefined ? '–' : String(Math.round(value * 1000) / 1000)).padStart(7);
}

process.exitCode = main();
