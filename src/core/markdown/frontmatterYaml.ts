import matter from 'gray-matter';
import { load, YAMLException } from 'js-yaml';

/** What the full parser makes of the YAML between the fences. */
export type YamlReading =
  | { readonly ok: true; readonly data: Record<string, unknown> }
  /** `line` is 0-based within the YAML. */
  | { readonly ok: false; readonly reason: string; readonly line: number };

/** How deep collections may nest. */
const maxDepth = 100;

/** How many values there may be once every alias stands for what it names. */
const maxValues = 50_000;

/** gray-matter looks for an empty block in time that grows with the square of a run of blank lines. */
const maxBlankRun = 500;

/** The parser's words for what people run into most, in theirs. */
const plainWords: ReadonlyMap<string, string> = new Map([
  ['duplicated mapping key', 'this key stands there twice'],
  [
    'object-based map does not support complex keys',
    'a key is not simple text (a placeholder such as {{date}} needs quotes)',
  ],
  ['the stream contains non-printable characters', 'it contains a control character'],
]);

/**
 * Reads the YAML between the fences with the full parser: YAML 1.2 core, so dates, `12:30` and `yes` stay strings.
 * gray-matter is given the block that we found, never the note: its own search for the closing fence is switched
 * off, nothing in a note can choose an engine, and no engine but ours exists.
 */
export function readYaml(yaml: string): YamlReading {
  if (longestBlankRun(yaml) > maxBlankRun) {
    return { ok: false, reason: `The frontmatter holds more than ${maxBlankRun} blanks in a row.`, line: 0 };
  }
  let value: unknown = null;
  try {
    matter(`---\n${yaml}`, {
      language: 'yaml',
      // No block holds a NUL: gray-matter reads to the end.
      delimiters: ['---', '\0'],
      engines: {
        yaml: {
          parse: (source: string) => {
            value = load(source, { maxDepth });
            return {};
          },
        },
        javascript: refuseEngine,
        json: refuseEngine,
      },
    });
  } catch (error) {
    return readingProblem(error);
  }
  if (value === null) return { ok: true, data: Object.create(null) as Record<string, unknown> };
  if (typeof value !== 'object' || Array.isArray(value)) {
    return { ok: false, reason: 'The frontmatter is not a set of keys with values.', line: 0 };
  }
  if (yaml.includes('*') && !isBounded(value)) {
    return {
      ok: false,
      reason: 'The frontmatter grows too large when its YAML aliases are resolved.',
      line: 0,
    };
  }
  return { ok: true, data: Object.assign(Object.create(null) as Record<string, unknown>, value) };
}

/** In characters. */
function longestBlankRun(text: string): number {
  let longest = 0;
  let run = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    run = code === 32 || (code >= 9 && code <= 13) ? run + 1 : 0;
    if (run > longest) longest = run;
  }
  return longest;
}

function refuseEngine(): never {
  throw new Error('only YAML is read');
}

function readingProblem(error: unknown): YamlReading {
  const isYamlError = error instanceof YAMLException;
  const said = isYamlError ? error.reason : String(error);
  const reason = `The frontmatter is not valid YAML: ${plainWords.get(said) ?? said}.`;
  // gray-matter hands over the line end of the opening fence as well.
  const line = isYamlError && error.mark !== undefined ? Math.max(0, error.mark.line - 1) : 0;
  return { ok: false, reason, line };
}

/** Whether what YAML's aliases make of the block is finite and of a sane size; shared parts are counted once each time they are used. */
function isBounded(root: object): boolean {
  const sizes = new Map<object, number>();
  const inProgress = new Set<object>();
  const sizeOf = (value: unknown): number => {
    if (typeof value !== 'object' || value === null) return 1;
    const known = sizes.get(value);
    if (known !== undefined) return known;
    if (inProgress.has(value)) return Infinity;
    inProgress.add(value);
    let size = 1;
    for (const part of Object.values(value)) size += sizeOf(part);
    inProgress.delete(value);
    sizes.set(value, size);
    return size;
  };
  return sizeOf(root) <= maxValues;
}
