import { scanMarkdown } from '../src/core/markdown/scan.ts';
import { applyEdits, type TextRange } from '../src/core/markdown/textEdit.ts';
import { findFrontmatterFence } from '../src/core/markdown/frontmatterFence.ts';
import type { Note, NoteLink } from '../src/core/vault/note.ts';
import { stemOf } from '../src/core/vault/notePath.ts';
import { fold } from '../src/core/vault/noteName.ts';
import { Vault } from '../src/core/vault/vault.ts';
import type { EvalSets, LinkQuery, LinkTarget, MocQuery, TagQuery } from './sets.ts';

const LONGEST_QUERY = 24_000;
const SHORTEST_QUERY = 100;
const FEWEST_TAG_USES = 3;
const LARGEST_TAG_SHARE = 0.4;
/** Tags that tell where a note stands in its author's work, not what it is about. */
const WORKFLOW_TAG =
  /^(?:to-?review|reviewed|incomplete|to-?do|done|draft|wip|in-?progress|published|inbox|moc)$/;

/** Makes evaluation sets from a vault by the rules of the published ones; all notes that fit become queries. */
export function makeSets(texts: ReadonlyMap<string, string>): EvalSets {
  const vault = new Vault();
  for (const [path, text] of texts) {
    vault.upsert(path, text);
  }
  const notes = [...vault.notes()].filter(({ path }) => !/(?:^|\/)templates?\//i.test(path));
  const tagVocabulary = countTags(notes);
  const mocNodes = vault.mocs().mocs;
  const membership = Object.fromEntries(
    notes.map(({ path }) => [path, [...vault.mocsOf(path)]] as const).filter(([, mocs]) => mocs.length > 0),
  );
  const sets: { links: LinkQuery[]; tags: TagQuery[]; mocs: MocQuery[] } = { links: [], tags: [], mocs: [] };
  for (const note of notes) {
    const text = texts.get(note.path)!;
    if (text.length <= LONGEST_QUERY) {
      sets.links.push(...linkQuery(vault, note, text));
      sets.tags.push(...tagQuery(note, text, tagVocabulary));
      sets.mocs.push(...mocQuery(vault, note, text, texts));
    }
  }
  return { ...sets, tagVocabulary, membership, mocPaths: mocNodes.map((moc) => moc.path) };
}

function common(note: Note, frontmatter: string, text: string): LinkQuery | undefined {
  if (text.trim().length < SHORTEST_QUERY) {
    return undefined;
  }
  const { path } = note;
  const rest = { anchor_spans: [], targets: [], also_true: [] };
  return { path, fold: foldOf(path), frontmatter, text, ...rest };
}

function linkQuery(vault: Vault, note: Note, text: string): LinkQuery[] {
  const start = findFrontmatterFence(text)?.end ?? 0;
  const pathOf = (link: NoteLink): string | undefined => {
    const to = vault.resolveLink(note.path, link);
    return to.kind === 'note' && to.path !== note.path ? to.path : undefined;
  };
  const inner = note.links.filter((link) => link.source === 'body' && pathOf(link) !== undefined);
  const links = inner.filter((link) => !link.embed && link.kind !== 'definition');
  const spans: TextRange[] = [];
  let body = '';
  let at = start;
  for (const link of inner) {
    const shown = link.embed || link.kind === 'definition' ? '' : anchorOf(link);
    body += text.slice(at, link.range.start);
    spans.push({ start: points(body), end: points(body + shown) });
    body += shown;
    at = link.range.end;
  }
  body += text.slice(at);
  const base = common(note, text.slice(0, start).replace(/^---.*\n|---\s*$/g, ''), body);
  const targets = new Map<string, LinkTarget>();
  for (const link of links) {
    const path = pathOf(link)!;
    const known = targets.get(path);
    const ctx = !link.alone || known?.ctx === 'prose' ? 'prose' : 'line';
    const anchors = [...(known?.anchors ?? []), anchorOf(link)];
    targets.set(path, { path, anchors, ctx, is_moc: vault.note(path)!.isMoc });
  }
  if (base === undefined || targets.size === 0) {
    return [];
  }
  const others = note.links.map(pathOf).filter((path) => path !== undefined && !targets.has(path));
  const hard = withoutLinkLines(text, note.links, start);
  return [
    {
      ...base,
      ...(hard === undefined ? {} : { text_hard: hard }),
      anchor_spans: spans.map((span) => [span.start, span.end] as const),
      targets: [...targets.values()],
      also_true: others as string[],
    },
  ];
}

/** The body without lines made only of links, the other links as their words; `undefined` where it has none such. */
function withoutLinkLines(text: string, links: readonly NoteLink[], bodyStart: number): string | undefined {
  const body = links.filter((link) => link.source === 'body' && link.kind !== 'autolink');
  const alone = body.filter((link) => link.alone && !link.embed && link.kind !== 'definition');
  if (alone.length === 0) {
    return undefined;
  }
  const lines = new Map(
    alone.map((link) => [text.lastIndexOf('\n', link.range.start) + 1, lineAround(text, link.range)]),
  );
  const cuts = [...lines.values()];
  const edits = body
    .filter((link) => !cuts.some((line) => link.range.start >= line.start && link.range.start < line.end))
    .map((link) => ({
      ...link.range,
      newText: link.embed || link.kind === 'definition' ? '' : anchorOf(link),
    }));
  return applyEdits(text, [...cuts.map((line) => ({ ...line, newText: '' })), ...edits]).slice(bodyStart);
}

function tagQuery(note: Note, text: string, vocabulary: Readonly<Record<string, number>>): TagQuery[] {
  const own = [...new Set(note.tags.map(({ name }) => fold(name)))];
  const gold = own.filter((tag) => vocabulary[tag] !== undefined);
  const fence = findFrontmatterFence(text);
  const edits = scanMarkdown(text).inlineTags.map((tag) => ({ ...tag.range, newText: '' }));
  const body = applyEdits(text, edits).slice(fence?.end ?? 0);
  const frontmatter =
    fence === undefined ? '' : withoutTagKeys(text.slice(fence.contentStart, fence.contentEnd));
  const base = common(note, frontmatter, body);
  return base === undefined || gold.length === 0
    ? []
    : [{ ...base, tags: gold, rare_or_excluded: own.filter((tag) => !gold.includes(tag)) }];
}

function mocQuery(vault: Vault, note: Note, text: string, texts: ReadonlyMap<string, string>): MocQuery[] {
  const [moc, ...others] = vault.mocsOf(note.path);
  const members = vault.mocs().mocs.find(({ path }) => path === moc)?.members.length ?? 0;
  if (moc === undefined || others.length > 0 || members < 2) {
    return [];
  }
  const leadsTo = (from: string, to: string) => (link: NoteLink) => {
    const resolution = vault.resolveLink(from, link);
    return resolution.kind === 'note' && resolution.path === to;
  };
  const cuts = (path: string, links: readonly NoteLink[]): MocQuery['mask'][number][] => {
    const whole = texts.get(path)!;
    return links.map((link) => {
      const line = lineAround(whole, link.range);
      const range = link.alone || link.source === 'frontmatter' ? line : link.range;
      return { path, start: points(whole.slice(0, range.start)), end: points(whole.slice(0, range.end)) };
    });
  };
  const mask = [
    ...cuts(note.path, note.links.filter(leadsTo(note.path, moc))),
    ...cuts(moc, vault.note(moc)!.links.filter(leadsTo(moc, note.path))),
  ];
  const base = common(note, '', text);
  return base === undefined ? [] : [{ ...base, moc, mask }];
}

function countTags(notes: readonly Note[]): Record<string, number> {
  const counts = new Map<string, number>();
  let tagged = 0;
  for (const note of notes) {
    const tags = new Set(note.tags.map(({ name }) => fold(name)));
    tagged += tags.size > 0 ? 1 : 0;
    for (const tag of tags) {
      counts.set(tag, (counts.get(tag) ?? 0) + 1);
    }
  }
  return Object.fromEntries(
    [...counts].filter(
      ([tag, count]) =>
        count >= FEWEST_TAG_USES && count <= LARGEST_TAG_SHARE * tagged && !WORKFLOW_TAG.test(tag),
    ),
  );
}

/** The frontmatter without the keys that hold tags and the lines of their lists. */
function withoutTagKeys(frontmatter: string): string {
  return frontmatter.replace(/^(?:tags?|keywords)[ \t]*:.*\n(?:(?:[ \t]+.*|-.*)\n)*/gim, '');
}

function anchorOf(link: NoteLink): string {
  return link.text ?? stemOf(link.target);
}

function lineAround(text: string, range: TextRange): TextRange {
  const newline = text.indexOf('\n', range.end);
  return { start: text.lastIndexOf('\n', range.start - 1) + 1, end: newline < 0 ? text.length : newline + 1 };
}

function points(text: string): number {
  return Array.from(text).length;
}

/** 0 or 1 by a hash of the path (FNV-1a): the same on every machine. */
function foldOf(path: string): 0 | 1 {
  let hash = 0x811c9dc5;
  for (let at = 0; at < path.length; at += 1) {
    hash = Math.imul(hash ^ path.charCodeAt(at), 0x01000193);
  }
  return ((hash >>> 15) & 1) as 0 | 1;
}
