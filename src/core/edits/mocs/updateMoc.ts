import { parseFrontmatter } from '../../markdown/frontmatter.ts';
import { frontmatterTags } from '../../markdown/frontmatterTags.ts';
import { scanMarkdown } from '../../markdown/scan.ts';
import type { TextEdit } from '../../markdown/textEdit.ts';
import type { MocNode, Vault } from '../../vault/vault.ts';
import type { LinkStyle } from '../links/linkStyle.ts';
import { isTemplate } from '../../vault/isTemplate.ts';
import type { LiveNote } from '../noteChange.ts';
import { insertIntoList, type NewEntry } from './listInsertion.ts';
import { addToBlock, holdsQuery } from './memberBlock.ts';
import { readsAsMeant, removals, sortOwned } from './ownedEdits.ts';
import { Surroundings, type EntryFacts } from './mocSurroundings.ts';
import { ENTRY_MARK, findOwned, type Owned } from './ownedEntries.ts';
import { mocSections, sectionFor, type ListedNote, type MocSection } from './sections.ts';

/** What an update changes, or why it changes nothing. */
export type MocUpdate =
  | {
      readonly ok: true;
      readonly edits: readonly TextEdit[];
      /** Notes that get an entry, and the section's heading where one calls for them. */
      readonly added: readonly { readonly path: string; readonly section: string | undefined }[];
      /** Notes whose entry, one of the extension's own, goes: they no longer belong, or the user lists them. */
      readonly removed: readonly string[];
      /**
       * Notes get an entry in a MOC with a Dataview query: one for notes that the MOC does not link will show them no
       * longer.
       */
      readonly mayShortenQuery: boolean;
    }
  | { readonly ok: false; readonly reason: string; readonly line?: number };

/**
 * Lists in a MOC the notes that belong to it and are not listed: in the user's list of the section that calls for
 * them, each line marked as the extension's, else in a list of the extension's own between two marks. Lines of its
 * own whose notes no longer belong, or that the user lists elsewhere, go. All that a person wrote stays, an entry that
 * was moved, changed or commented on included; a second run changes nothing.
 *
 * @param only the notes that may get an entry, and then no entry goes: what filing a note does
 */
export function updateMoc(
  note: LiveNote,
  style: LinkStyle,
  vault: Vault,
  only?: ReadonlySet<string>,
): MocUpdate {
  const { text } = note;
  const frontmatter = parseFrontmatter(text);
  if (frontmatter.kind === 'invalid') return { ok: false, ...frontmatter.problem! };
  const scan = scanMarkdown(text);
  const owned = findOwned(text, scan);
  const around = new Surroundings(note, style, vault);
  const members = namedBy(vault, note.path);
  const listed = listedByUser(owned, around, parentsOf(vault, note.path));
  const elsewhere = new Set(listed.map((entry) => entry.note.path));
  const sorted = sortOwned(owned.entries, new Set(members), elsewhere, around);
  const dropped = only === undefined ? sorted.dropped : [];
  const isThere = new Set([...sorted.kept, ...elsewhere]);
  const isWanted = (path: string): boolean => !isThere.has(path) && (only?.has(path) ?? true);
  const missing = members.flatMap((path) => (isWanted(path) ? (around.entry(path) ?? []) : []));

  const sections = mocSections(text, scan, listed);
  const ownTags = frontmatterTags(text, frontmatter).map(({ name }) => name);
  const bySection = missing.map((entry) => ({ entry, section: sectionFor(entry, sections, ownTags) }));
  const atEnd = missing.map((entry) => ({ entry, section: undefined }));
  // A list of the user's may stand where a line more would be no entry, as one inside a quote: then all go to our own.
  for (const placed of [bySection, atEnd]) {
    const rest = placed.filter(({ section }) => section === undefined).map(({ entry }) => entry);
    const ownEntries = rest.map(({ title, link }) => ({ title, content: link }));
    const edits = [
      ...inSections(text, placed),
      ...addToBlock(text, scan, owned, ownEntries),
      ...removals(text, owned, dropped, rest.length === 0),
    ];
    if (!readsAsMeant(text, scan, edits, missing.length - dropped.length)) continue;
    return {
      ok: true,
      edits,
      added: placed.map(({ entry, section }) => ({
        path: entry.path,
        section: section?.heading || undefined,
      })),
      removed: dropped.map(({ path }) => path),
      mayShortenQuery: placed.length > 0 && holdsQuery(text, scan),
    };
  }
  return { ok: false, reason: 'The entries would not read as a list where they would stand.' };
}

/** Notes with an up-link to the MOC. */
function namedBy(vault: Vault, moc: string): string[] {
  const members = vault.moc(moc)?.members ?? [];
  return members.filter(({ path, upLink }) => upLink && !isTemplate(path)).map(({ path }) => path);
}

/** MOCs to which the MOC has an up-link. */
function parentsOf(vault: Vault, moc: string): Set<string> {
  const isNamed = ({ members }: MocNode): boolean =>
    members.some(({ path, upLink }) => upLink && path === moc);
  return new Set(
    vault
      .mocs()
      .mocs.filter(isNamed)
      .map(({ path }) => path),
  );
}

/** Notes that the MOC lists in lines of the user's: alone on a line, in a list item or a table. */
function listedByUser(owned: Owned, around: Surroundings, parents: ReadonlySet<string>): ListedNote[] {
  const own = new Set(owned.entries.filter(({ plain }) => plain).map(({ link }) => link.range.start));
  return around.bodyLinks().flatMap((link) => {
    const at = link.range.start;
    if (own.has(at) || !(link.alone || link.inList)) return [];
    const path = around.resolve(link);
    const note = path === undefined ? undefined : around.factsOf(path);
    return note === undefined || (parents.has(note.path) && !link.inList) ? [] : [{ at, note }];
  });
}

interface Placed {
  readonly entry: EntryFacts;
  readonly section: MocSection | undefined;
}

function inSections(text: string, placed: readonly Placed[]): TextEdit[] {
  const bySection = new Map<MocSection, NewEntry[]>();
  for (const { entry, section } of placed) {
    if (section === undefined) continue;
    const line = { title: entry.title, content: `${entry.link} ${ENTRY_MARK}` };
    bySection.set(section, [...(bySection.get(section) ?? []), line]);
  }
  return [...bySection].flatMap(([{ list }, entries]) => insertIntoList(text, list!, entries));
}
