import { phraseTokens } from '../phraseTokens.ts';
import { termsOf } from '../terms.ts';
import { firstOther, type Mention } from '../mentions.ts';
import type { SearchIndex } from '../search.ts';
import type { Vault } from '../vault.ts';

/** What tells how words are used. */
interface UseIndexes {
  readonly vault: Vault;
  readonly search: SearchIndex;
}

/** A mention and one note that it may mean, with what speaks for linking it. */
export interface WeighedMention {
  readonly start: number;
  readonly end: number;
  readonly path: string;
  /** How the words relate to the names of the note. */
  readonly name: 'same' | 'otherCase' | 'otherForm' | 'none';
  /** Other notes that link these words to it, and notes that hold the words at all. */
  readonly linkedBy: number;
  readonly heldBy: number;
  /** Notes that the words may mean. */
  readonly meanings: number;
  /** A character of a script without spaces, and a sign, count as half a word. */
  readonly words: number;
}

/** All notes that the mentions of a note may mean, in the order of the text. */
export function weighMentions(
  context: UseIndexes,
  path: string,
  text: string,
  mentions: readonly Mention[],
): WeighedMention[] {
  const counts = new Map<string, PhraseCounts>();
  const weighed: WeighedMention[] = [];
  for (const mention of mentions) {
    const words = text.slice(mention.start, mention.end);
    const tokens = phraseTokens(words, 0, words.length);
    const key = tokens.map((token) => token.key).join(' ');
    const known = counts.get(key) ?? countUses(context, path, words, mention);
    counts.set(key, known);
    for (const [target, { name, linkedBy }] of known.targets) {
      weighed.push({
        start: mention.start,
        end: mention.end,
        path: target,
        name: name === undefined ? 'none' : nameMatch(name, words),
        linkedBy,
        heldBy: known.heldBy,
        meanings: known.targets.size,
        words: tokens.reduce((sum, token) => sum + (token.isWord ? 1 : 0.5), 0),
      });
    }
  }
  return weighed;
}

interface PhraseCounts {
  readonly heldBy: number;
  readonly targets: ReadonlyMap<string, { readonly name: string | undefined; readonly linkedBy: number }>;
}

function countUses(
  { vault, search }: UseIndexes,
  path: string,
  words: string,
  mention: Mention,
): PhraseCounts {
  const targets = new Map<string, { name: string | undefined; linkedBy: number }>();
  for (const { from, link } of mention.anchors) {
    const other = firstOther(from, path);
    if (other === undefined) {
      continue;
    }
    // Links that are written alike nearly always lead to the same note, wherever they stand.
    const resolution = vault.resolveLink(other, link);
    if (resolution.kind === 'note' && resolution.path !== path) {
      const count = from.size - (from.has(path) ? 1 : 0);
      const linkedBy = (targets.get(resolution.path)?.linkedBy ?? 0) + count;
      targets.set(resolution.path, { name: undefined, linkedBy });
    }
  }
  for (const { path: target, name } of mention.named) {
    const before = targets.get(target);
    const isBetter = before?.name === undefined || name === words;
    targets.set(target, { name: isBetter ? name : before.name, linkedBy: before?.linkedBy ?? 0 });
  }
  return { heldBy: search.frequencyOfAll(termsOf(words)), targets };
}

function nameMatch(name: string, words: string): WeighedMention['name'] {
  if (name === words) {
    return 'same';
  }
  return name.toLowerCase() === words.toLowerCase() ? 'otherCase' : 'otherForm';
}
