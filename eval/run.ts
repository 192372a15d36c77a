import { parseArgs } from 'node:util';
import { network } from '../src/vscode/assistant/endpointClient.ts';
import { evaluate, type Evaluation } from './evaluate.ts';
import { makeSets } from './makeSets.ts';
import { Meanings } from './meanings.ts';
import { readSets, type ReadSets } from './readSets.ts';
import { readVault } from './vaultUnderTest.ts';

/*
 * npm run eval -- --vault DIR [--set DIR] [--embeddings URL --model NAME] [--json]
 *
 * Holds what is proposed for the notes of a vault against what its author chose. Without a set one is made from the
 * vault. With an embedding model at an OpenAI-compatible endpoint, such as http://localhost:11434/v1, notes are compared
 * by their meaning as well; a key is taken from OPENAI_API_KEY. With --json the last line is one JSON object. Ends with 1
 * where a part of the set could not be used, with 2 where nothing could be measured.
 */
const USAGE = 'Usage: npm run eval -- --vault DIR [--set DIR] [--embeddings URL --model NAME] [--json]';

async function main(): Promise<number> {
  const { vault, set, json, embeddings, model } = readArguments();
  if (vault === undefined || (embeddings === undefined) !== (model === undefined)) {
    return refuse(USAGE);
  }
  const texts = readVault(vault);
  if (texts.size === 0) {
    return refuse(`There are no notes in ${vault}.`);
  }
  const { sets, problems }: ReadSets =
    set === undefined ? { sets: makeSets(texts), problems: [] } : readSets(set, new Set(texts.keys()));
  for (const problem of problems) {
    console.error(problem);
  }
  if (set !== undefined && sets.links.length + sets.tags.length + sets.mocs.length === 0) {
    return refuse(`There are no queries in ${set}.`);
  }
  const meanings = embeddings === undefined ? undefined : new Meanings();
  const measure = (): Evaluation => evaluate(texts, sets, () => performance.now(), meanings);
  let evaluation = measure();
  if (meanings !== undefined) {
    const apiKey = process.env['OPENAI_API_KEY'];
    const why = await meanings.fill({ baseUrl: embeddings!, model: model!, apiKey, network });
    if (why !== undefined) {
      return refuse(`The embedding model did not answer. ${why}`);
    }
    evaluation = measure();
  }
  console.log(table(evaluation));
  if (json === true) {
    console.log(JSON.stringify({ vault, set, problems, ...evaluation }));
  }
  return problems.length === 0 ? 0 : 1;
}

function readArguments(): {
  vault?: string;
  set?: string;
  json?: boolean;
  embeddings?: string;
  model?: string;
} {
  try {
    return parseArgs({
      options: {
        vault: { type: 'string' },
        set: { type: 'string' },
        embeddings: { type: 'string' },
        model: { type: 'string' },
        json: { type: 'boolean' },
      },
    }).values;
  } catch {
    return {};
  }
}

function refuse(why: string): number {
  console.error(why);
  return 2;
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

process.exitCode = await main();
