import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { changeFigures } from './changeFigures.ts';
import { isWithin, round, type Figure } from './figure.ts';
import { hostileFigures } from './hostileFigures.ts';
import { indexFigures } from './indexFigures.ts';
import { loadFigures } from './loadFigures.ts';
import { activationFigures, queryFigures } from './queryFigures.ts';
import { runFigures } from './runFigures.ts';
import { viewFigures } from './viewFigures.ts';

/**
 * Measures speed and memory against their bounds: `npm run bench`, with `-- --json` for one JSON object on the last
 * line, with `-- --notes 1000` for a quick look at a small vault. Exits with 1 where a bound is missed.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { json: { type: 'boolean', default: false }, notes: { type: 'string', default: '10000' } },
  });
  const notes = Number(values.notes);
  if (!Number.isInteger(notes) || notes < 1000) throw new Error('--notes takes a whole number from 1000 on');
  const figures: Figure[] = [];
  for (const measure of [
    indexFigures,
    changeFigures,
    queryFigures,
    viewFigures,
    hostileFigures,
    loadFigures,
    runFigures,
    activationFigures,
  ]) {
    for (const figure of await measure(notes)) {
      figures.push(figure);
      if (!values.json) print(figure);
    }
  }
  if (values.json) console.log(JSON.stringify({ notes, machine: machine(), figures: figures.map(plain) }));
  process.exitCode = figures.every(isWithin) ? 0 : 1;
}

function print(figure: Figure): void {
  const { name, value, unit, bound } = figure;
  const mark = isWithin(figure) ? ' ' : '!';
  const told = `${round(value)} ${unit}`.padStart(10);
  console.log(`${mark} ${told}  ≤ ${`${bound} ${unit}`.padEnd(7)} ${name}  ${from(figure)}`);
}

function from(figure: Figure): string {
  return Object.entries(figure.from)
    .map(([name, value]) => `${name} ${round(value)}`)
    .join(', ');
}

function plain(figure: Figure): object {
  const { name, value, unit, bound } = figure;
  const rounded = Object.fromEntries(Object.entries(figure.from).map(([key, part]) => [key, round(part)]));
  return { name, value: round(value), unit, bound, ok: isWithin(figure), from: rounded };
}

function machine(): string {
  const [cpu] = cpus();
  return `${cpus().length} × ${cpu?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, ${process.platform}`;
}

await main();
