/** Longer replies are not looked into: no task asks for as much. UTF-16 code units. */
const LONGEST_REPLY = 1_000_000;
/** How many `{` may be tried as the beginning of an object: keeps the time linear on hostile replies. */
const MOST_STARTS = 20;

/**
 * JSON values that a reply may mean, the likeliest first: the whole reply, what stands in code fences, and
 * objects in the middle of prose. Reasoning in `<think>` tags is left out. Commas before a closing bracket and raw
 * line breaks in strings are forgiven. Empty when there is none.
 *
 * @example extractJson('Sure!\n```json\n{"mocs": []}\n```') // [{ mocs: [] }]
 */
export function extractJson(reply: string): unknown[] {
  if (reply.length > LONGEST_REPLY) return [];
  const text = reply
    .replace(/^\uFEFF/, '')
    .replace(/^\s*<think>[\s\S]*?<\/think>/, '')
    .trim();
  const whole = parse(text);
  if (whole !== undefined) return [whole.value];
  const found: unknown[] = [];
  for (const fence of text.matchAll(/```[a-z]*[ \t]*\r?\n([\s\S]*?)```/gi)) {
    const inner = parse((fence[1] ?? '').trim());
    if (inner !== undefined) found.push(inner.value);
  }
  return [...found, ...objectsIn(text)];
}

function parse(text: string): { readonly value: unknown } | undefined {
  if (!/^[[{]/.test(text)) return undefined;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function objectsIn(text: string): unknown[] {
  const found: unknown[] = [];
  let start = text.indexOf('{');
  for (let tries = 0; start >= 0 && tries < MOST_STARTS; tries++) {
    const object = readObject(text, start);
    const value = object === undefined ? undefined : parse(object.json);
    if (object !== undefined && value !== undefined) found.push(value.value);
    start = text.indexOf('{', value === undefined || object === undefined ? start + 1 : object.end);
  }
  return found;
}

/** The object that begins at `start`, up to the bracket that closes it, made strict. */
function readObject(
  text: string,
  start: number,
): { readonly json: string; readonly end: number } | undefined {
  const parts: string[] = [];
  let copied = start;
  let comma = -1;
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at]!;
    if (inString) {
      if (character === '\\') at++;
      else if (character === '"') inString = false;
      else if (character < ' ') {
        parts.push(text.slice(copied, at), character === '\n' ? '\\n' : ' ');
        copied = at + 1;
      }
      continue;
    }
    if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') {
      if (comma >= 0) {
        parts.push(text.slice(copied, comma));
        copied = comma + 1;
      }
      if (--depth === 0) return { json: parts.join('') + text.slice(copied, at + 1), end: at + 1 };
    } else if (character === '"') inString = true;
    if (character === ',') comma = at;
    else if (!/\s/.test(character)) comma = -1;
  }
  return undefined;
}
