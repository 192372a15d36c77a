/** What all queries of an evaluation set share. Which fold one is in follows from its path. */
export interface Query {
  /** Vault-relative, NFC. */
  readonly path: string;
  readonly fold: 0 | 1;
  /** The note's frontmatter without what is asked for; no fences. */
  readonly frontmatter: string;
  /** The note's body without what is asked for. */
  readonly text: string;
}

/** Which notes should this note link to? */
export interface LinkQuery extends Query {
  /** Also without lines made only of links; absent where it is the same. */
  readonly text_hard?: string;
  /** Stretches of `text`, in code points, that were the words of links. */
  readonly anchor_spans: readonly (readonly [number, number])[];
  readonly targets: readonly LinkTarget[];
  /** Not asked for and not wrong. */
  readonly also_true: readonly string[];
}

export interface LinkTarget {
  readonly path: string;
  readonly anchors: readonly string[];
  readonly ctx: 'prose' | 'line';
  readonly is_moc: boolean;
}

/** Which tags does this note carry? */
export interface TagQuery extends Query {
  readonly tags: readonly string[];
  /** Neither right nor wrong. */
  readonly rare_or_excluded: readonly string[];
}

/** Which MOC does this note belong to? */
export interface MocQuery extends Query {
  readonly moc: string;
  /** What to cut from files before they are indexed, in code points. */
  readonly mask: readonly { readonly path: string; readonly start: number; readonly end: number }[];
}

/** All sets of one vault; one that the vault is too small for is empty. */
export interface EvalSets {
  readonly links: readonly LinkQuery[];
  readonly tags: readonly TagQuery[];
  /** Tags that count, with the notes that use each. */
  readonly tagVocabulary: Readonly<Record<string, number>>;
  readonly mocs: readonly MocQuery[];
  /** Every MOC, whether it has members or not. */
  readonly mocPaths: readonly string[];
  /** Note → the MOCs that it belongs to. */
  readonly membership: Readonly<Record<string, readonly string[]>>;
}

/** The note as it is indexed for a query: without what is asked for. */
export function queryText({ frontmatter }: Query, body: string): string {
  return frontmatter.trim() === '' ? body : `---\n${frontmatter.trimEnd()}\n---\n${body}`;
}

/** Cuts stretches given in code points from a text. */
export function cut(
  text: string,
  spans: readonly { readonly start: number; readonly end: number }[],
): string {
  const points = Array.from(text);
  for (const { start, end } of [...spans].sort((a, b) => b.start - a.start)) {
    points.splice(start, end - start);
  }
  return points.join('');
}
