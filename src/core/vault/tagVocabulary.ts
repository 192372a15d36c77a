/**
 * Reads a vocabulary note: a list, or lines, that name a tag and say when to use it, such as `- #git: version
 * control`, `* health/sleep — all about sleep` or a table row `| #git | version control |`.
 *
 * @returns by tag, lower-case, without `#`
 */
export function readTagVocabulary(text: string): ReadonlyMap<string, string> {
  const vocabulary = new Map<string, string>();
  for (const line of text.split(/\r\n?|\n/)) {
    if (line.length > LONGEST_LINE) continue;
    const entry = ENTRY.exec(line);
    const tag = entry?.[1]?.toLowerCase();
    const use = entry?.[2]?.replace(/\s*\|\s*$/, '').trim();
    if (tag !== undefined && use !== undefined && /[\p{L}\p{N}]/u.test(use) && !vocabulary.has(tag))
      vocabulary.set(tag, use);
  }
  return vocabulary;
}

/** A longer line is prose, not an entry. */
const LONGEST_LINE = 500;

/** Bullet or cell, the tag (bold or code perhaps), a separator, when to use it. A bare word needs a bullet or cell. */
const ENTRY = /^\s*(?:[-*+|]\s+)(?:\*\*|`)?#?([\p{L}\p{N}_/-]+)(?:\*\*|`)?\s*(?::|\||–|—|-\s)\s*(.+)$/u;
