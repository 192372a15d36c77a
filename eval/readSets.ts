import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EvalSets, LinkQuery, LinkTarget, MocQuery, Query, TagQuery } from './sets.ts';

/** Sets as they were read, and what of them could not be used: one sentence each. */
export interface ReadSets {
  readonly sets: EvalSets;
  readonly problems: readonly string[];
}

/**
 * Reads the sets in a folder. A file that is not there is an empty set. A line that cannot be used is left out and
 * told, as one about a note that the vault lacks. Fields that are not known do not matter.
 *
 * @param paths all notes of the vault, in NFC; so come the paths of the sets
 */
export function readSets(folder: string, paths: ReadonlySet<string>): ReadSets {
  const problems: string[] = [];
  const mocs = readJson(folder, 'mocs.json', problems);
  const vocabulary = Object.entries(asRecord(readJson(folder, 'tag_vocab.json', problems)));
  const membership = Object.entries(asRecord(readJson(folder, 'membership.json', problems)));
  const sets = {
    links: readLines(folder, 'links.jsonl', linkQuery, paths, problems),
    tags: readLines(folder, 'tags.jsonl', tagQuery, paths, problems),
    tagVocabulary: Object.fromEntries(vocabulary.map(([tag, uses]) => [tag, Number(uses) || 0])),
    mocs: readLines(folder, 'moc.jsonl', mocQuery, paths, problems),
    mocPaths: asList(mocs).flatMap((moc) => pathIn(moc) ?? []),
    membership: Object.fromEntries(membership.map(([path, of]) => [path.normalize('NFC'), pathList(of)])),
  };
  return { sets, problems };
}

function linkQuery(fields: Record<string, unknown>): LinkQuery {
  const targets = asList(fields['targets']).flatMap((target): LinkTarget[] => {
    const path = pathIn(target);
    const { anchors, ctx, is_moc } = asRecord(target);
    return path === undefined
      ? []
      : [
          {
            path,
            anchors: asList(anchors).map(String),
            ctx: ctx === 'prose' ? ctx : 'line',
            is_moc: is_moc === true,
          },
        ];
  });
  const hard = fields['text_hard'];
  return {
    ...common(fields),
    ...(typeof hard === 'string' ? { text_hard: hard } : {}),
    anchor_spans: asList(fields['anchor_spans']).map((span) => spanOf(asList(span)[0], asList(span)[1])),
    targets: needed(targets, 'targets'),
    also_true: pathList(fields['also_true']),
  };
}

function tagQuery(fields: Record<string, unknown>): TagQuery {
  return {
    ...common(fields),
    tags: needed(asList(fields['tags']).map(String), 'tags'),
    rare_or_excluded: asList(fields['rare_or_excluded']).map(String),
  };
}

function mocQuery(fields: Record<string, unknown>): MocQuery {
  const mask = asList(fields['mask']).map((span) => {
    const { start, end } = asRecord(span);
    const [from, to] = spanOf(start, end);
    return { path: needed([pathIn(span) ?? ''].filter(Boolean), 'mask path')[0]!, start: from, end: to };
  });
  return { ...common(fields), moc: needed(pathList([fields['moc']]), 'moc')[0]!, mask };
}

function common(fields: Record<string, unknown>): Query {
  const { text, fold, frontmatter } = fields;
  if (typeof text !== 'string') {
    throw new TypeError('it has no text');
  }
  if (fold !== 0 && fold !== 1) {
    throw new TypeError('its fold is neither 0 nor 1');
  }
  const path = needed([pathIn(fields) ?? ''].filter(Boolean), 'path')[0]!;
  return { path, fold, frontmatter: typeof frontmatter === 'string' ? frontmatter : '', text };
}

function needed<T>(list: T[], what: string): T[] {
  if (list.length === 0) {
    throw new TypeError(`it has no ${what}`);
  }
  return list;
}

function spanOf(start: unknown, end: unknown): readonly [number, number] {
  if (!Number.isInteger(start) || !Number.isInteger(end) || Number(start) > Number(end)) {
    throw new TypeError('one of its spans is no pair of offsets');
  }
  return [Number(start), Number(end)];
}

/** Paths that stand as strings or as the `path` of objects. */
function pathList(value: unknown): string[] {
  return asList(value).flatMap((item) =>
    typeof item === 'string' ? item.normalize('NFC') : (pathIn(item) ?? []),
  );
}

function pathIn(value: unknown): string | undefined {
  const { path } = asRecord(value);
  return typeof path === 'string' ? path.normalize('NFC') : undefined;
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function readLines<T extends Query>(
  folder: string,
  name: string,
  parse: (fields: Record<string, unknown>) => T,
  paths: ReadonlySet<string>,
  problems: string[],
): T[] {
  return readText(folder, name)
    .split('\n')
    .flatMap((line, at): T[] => {
      if (line.trim() === '') {
        return [];
      }
      try {
        const query = parse(asRecord(JSON.parse(line)));
        const { mask = [] }: Partial<MocQuery> = query;
        const missing = [query, ...mask].find(({ path }) => !paths.has(path));
        if (missing !== undefined) {
          throw new TypeError(`the vault has no note ${missing.path}`);
        }
        return [query];
      } catch (error) {
        problems.push(`${name}, line ${at + 1} is left out: ${messageOf(error)}`);
        return [];
      }
    });
}

function readJson(folder: string, name: string, problems: string[]): unknown {
  const text = readText(folder, name);
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch (error) {
    problems.push(`${name} is left out: ${messageOf(error)}`);
    return undefined;
  }
}

function readText(folder: string, name: string): string {
  const file = join(folder, name);
  return existsSync(file) ? readFileSync(file, 'utf8').replace(/^\ufeff/, '') : '';
}

function messageOf(error: unknown): string {
  if (error instanceof SyntaxError) {
    return `it is no JSON (${error.message})`;
  }
  return error instanceof Error ? error.message : String(error);
}
