import { parseFrontmatter, type Frontmatter } from '../../markdown/frontmatter.ts';
import { frontmatterTags } from '../../markdown/frontmatterTags.ts';
import { lineNumberAt } from '../../markdown/lines.ts';
import { scanMarkdown, type InlineTag } from '../../markdown/scan.ts';
import { applyEdits, type TextEdit } from '../../markdown/textEdit.ts';
import { fold } from '../../vault/noteName.ts';
import type { EditPlan, NoteEdits, Refusal } from '../editPlan.ts';
import type { LiveNote } from '../noteChange.ts';
import { rewriteTags, type TagRewrite } from '../frontmatter/tagList.ts';

/** Edits that change a note's tags and nothing else, none where it lacks the tag; or why there are none. */
export type TagEdits =
  | { readonly ok: true; readonly edits: TextEdit[] }
  | {
      readonly ok: false;
      /** One clear sentence without the note's name. */
      readonly reason: string;
      /** 1-based. */
      readonly line: number | undefined;
    };

/** One change of tags, as it is made in the frontmatter and in the text of any note. */
export interface TagChange {
  /** What becomes of a tag: its new name, the same name where it stays, undefined where it goes. */
  readonly rewrite: TagRewrite;
  /** Edits for the inline tags that the change concerns; a text where one cannot be changed, and why. */
  readonly editInline: (text: string, tags: readonly InlineTag[]) => TextEdit[] | InlineRefusal;
  /** Whether the change puts `#tag` in the place of `#tag`; else the text's tags are only taken out. */
  readonly keepsInline: boolean;
}

/** Why the tag at `at` cannot be changed. */
export interface InlineRefusal {
  readonly reason: string;
  readonly at: number;
}

/**
 * Plans a change of tags for one note. All or nothing: a note whose frontmatter cannot be edited safely keeps its
 * inline tags too. The result is read again, and refused where a tag would not read as meant.
 */
export function changeTags(text: string, change: TagChange): TagEdits {
  const frontmatter = parseFrontmatter(text);
  const concerned = scanMarkdown(text).inlineTags.filter(({ name }) => change.rewrite(name) !== name);
  if (frontmatter.kind === 'invalid') {
    const { reason, line } = frontmatter.problem!;
    const isConcerned = concerned.length > 0 || mayHoldTag(text, frontmatter, change.rewrite);
    return isConcerned ? { ok: false, reason, line } : { ok: true, edits: [] };
  }
  const inFrontmatter = frontmatterTags(text, frontmatter).some(({ name }) => change.rewrite(name) !== name);
  const list = inFrontmatter ? rewriteTags(text, change.rewrite) : { ok: true as const, edits: [] };
  if (!list.ok) return { ok: false, reason: list.reason, line: list.line };
  const inline = concerned.length === 0 ? [] : change.editInline(text, concerned);
  if (!Array.isArray(inline))
    return { ok: false, reason: inline.reason, line: lineNumberAt(text, inline.at) };
  const edits = [...list.edits, ...inline];
  const problem = edits.length === 0 ? undefined : wrongTags(text, edits, change);
  return problem === undefined
    ? { ok: true, edits }
    : { ok: false, reason: problem, line: lineNumberAt(text, edits[0]!.start) };
}

/** Plans a change of tags for many notes; what has to be left of them is listed and stops nothing. */
export function planTagChange(label: string, notes: Iterable<LiveNote>, change: TagChange): EditPlan {
  const changed: NoteEdits[] = [];
  const refused: Refusal[] = [];
  for (const { path, text } of notes) {
    const result = changeTags(text, change);
    if (!result.ok) {
      const { reason, line } = result;
      refused.push(line === undefined ? { path, reason } : { path, reason, line });
    } else if (result.edits.length > 0) {
      changed.push({ path, before: text, edits: result.edits });
    }
  }
  return { label, notes: changed, newNotes: [], refused };
}

/** Whether a block that cannot be read speaks of a tag that the change concerns: its words are tried one by one. */
function mayHoldTag(text: string, { range }: Frontmatter, rewrite: TagRewrite): boolean {
  if (range === undefined) return false;
  const words = text.slice(range.start, range.end).match(/[^\s,[\]{}"'#:]+/g) ?? [];
  return words.some((word) => rewrite(word) !== word);
}

/** What the edits would break, if anything: tags are read again and compared with those that are meant. */
function wrongTags(text: string, edits: readonly TextEdit[], change: TagChange): string | undefined {
  const after = applyEdits(text, edits);
  const meant = new Set<string>();
  for (const { name } of frontmatterTags(text, parseFrontmatter(text))) {
    const result = change.rewrite(name);
    if (result !== undefined) meant.add(fold(result));
  }
  const found = new Set(frontmatterTags(after, parseFrontmatter(after)).map(({ name }) => fold(name)));
  if (found.size !== meant.size || [...meant].some((name) => !found.has(name))) {
    return 'The frontmatter’s tags would not read as they are meant.';
  }
  const inline = scanMarkdown(text).inlineTags.map(({ name }) => change.rewrite(name));
  const inlineMeant = change.keepsInline
    ? inline
    : scanMarkdown(text).inlineTags.flatMap(({ name }) => (change.rewrite(name) === name ? name : []));
  const inlineFound = scanMarkdown(after).inlineTags.map(({ name }) => name);
  return inlineFound.length === inlineMeant.length && inlineFound.every((name, i) => name === inlineMeant[i])
    ? undefined
    : 'The tags in the text would not read as they are meant.';
}
