import type { Suggestion } from '../suggestion.ts';

/**
 * Names a suggestion among those of its note, the same whenever the same thing is proposed again: so a dismissed one
 * is known when a later run proposes it for the same text.
 *
 * @example suggestionId({ kind: 'tag', tag: 'Bread', … }) // tag:bread
 */
export function suggestionId(suggestion: Suggestion): string {
  switch (suggestion.kind) {
    case 'summary':
      return `summary:${suggestion.sentences.join(' ')}`;
    case 'tag':
      return `tag:${suggestion.tag.toLowerCase()}`;
    case 'mention':
      return `mention:${suggestion.path}:${suggestion.sentence}:${suggestion.quote}`;
    case 'related':
    case 'moc':
      return `${suggestion.kind}:${suggestion.path}`;
  }
}
