import { parseFrontmatter } from '../markdown/frontmatter.ts';
import type { Vault } from '../vault/vault.ts';
import type { EditPlan } from './editPlan.ts';
import type { LinkStyle } from './links/linkStyle.ts';
import { linkMentions, type MentionToLink } from './links/mentionEdits.ts';
import { addRelated, type RelatedNote } from './links/relatedEdits.ts';
import type { LiveNote } from './noteChange.ts';
import { addNoteTags } from './noteTagEdits.ts';
import { planNote } from './planNote.ts';
import { writeSummary, type SummaryOptions } from './summary/summaryEdits.ts';
import { addUpLinks, type TargetMoc } from './upLinks/upLinkEdits.ts';
import type { UpLinkStyle } from './upLinks/upLinkStyle.ts';

/** What a person said yes to. The assistant's suggestions are of this shape. */
export type AcceptedSuggestion =
  | { readonly kind: 'summary'; readonly sentences: readonly string[] }
  | { readonly kind: 'tag'; readonly tag: string }
  | ({ readonly kind: 'mention' } & MentionToLink)
  | ({ readonly kind: 'related' } & RelatedNote)
  | ({ readonly kind: 'moc' } & TargetMoc);

/** How the note and its vault write. */
export interface WritingStyle {
  readonly links: LinkStyle;
  readonly upLinks: UpLinkStyle;
  /** Name of the section for related notes. */
  readonly linksSection: string;
  readonly summary: SummaryOptions;
}

/**
 * Turns accepted suggestions into one plan for the live text of their note. What no longer fits it, such as words that
 * are gone, is refused by itself; the rest is planned.
 *
 * @param label name of the undo step, e.g. `Enrich note`
 */
export function planSuggestions(
  label: string,
  note: LiveNote,
  accepted: readonly AcceptedSuggestion[],
  style: WritingStyle,
  vault: Pick<Vault, 'resolveLink' | 'note'>,
): EditPlan {
  const frontmatter = parseFrontmatter(note.text);
  if (frontmatter.kind === 'invalid' && frontmatter.problem !== undefined) {
    const refused = accepted.length === 0 ? [] : [{ path: note.path, ...frontmatter.problem }];
    return { label, notes: [], newNotes: [], refused };
  }
  const only = <Kind extends AcceptedSuggestion['kind']>(
    kind: Kind,
  ): Extract<AcceptedSuggestion, { kind: Kind }>[] =>
    accepted.filter((one): one is Extract<AcceptedSuggestion, { kind: Kind }> => one.kind === kind);
  // Mentions first: their places speak of the text as it stands.
  return planNote(label, note, [
    (live) => linkMentions(live, only('mention'), style.links, vault),
    (live) => addUpLinks(live, only('moc'), style.upLinks, style.links, vault),
    (live) => writeSummary(live, only('summary').at(-1)?.sentences ?? [], style.summary),
    (live) => addRelated(live, only('related'), style.linksSection, style.links, vault),
    (live) =>
      addNoteTags(
        live,
        only('tag').map(({ tag }) => tag),
      ),
  ]);
}
