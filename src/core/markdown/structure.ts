import type { TextRange } from './textEdit.ts';

/** A heading, ATX (`## Title`) or setext (underlined). */
export interface Heading {
  readonly level: 1 | 2 | 3 | 4 | 5 | 6;
  /** The heading as a reader sees it: link text instead of links, no markup, trimmed. */
  readonly text: string;
  /** The whole heading, its line end not included; for setext both lines. */
  readonly range: TextRange;
}

/**
 * `inline` is `[text](target)`, `reference` is `[text][label]`, `[label][]` or `[label]` with a definition,
 * `definition` is `[label]: target`, `wiki` is `[[target]]`, `autolink` is `<https://…>` or a bare URL or
 * e-mail address.
 */
export type LinkKind = 'inline' | 'reference' | 'definition' | 'wiki' | 'autolink';

/** A link as it stands in the text. Nothing here says whether its target exists. */
export interface Link {
  readonly kind: LinkKind;
  /** `![…](…)`, `![…][…]` and `![[…]]`. */
  readonly embed: boolean;
  /**
   * Decoded (percent-encoding, entities, backslash escapes), without the fragment. `''` for a link into its own
   * note. `www.a.org` reads `http://www.a.org`, and `me@a.org` reads `mailto:me@a.org`.
   */
  readonly target: string;
  /** What follows the first `#`, decoded, without it; a block reference keeps its `^`. */
  readonly fragment: string | undefined;
  /** Anchor text or alias as a reader sees it, label of a definition; `undefined` where the link has none. */
  readonly text: string | undefined;
  /** All of the link, from `[`, `<` or `!` to its end. */
  readonly range: TextRange;
  /**
   * The target as written (raw, fragment included, angle brackets not): what a rename replaces. For a reference it
   * is the label, which a rename leaves alone: the definition is a link of its own.
   */
  readonly targetRange: TextRange;
  /** The anchor text or alias as written. */
  readonly textRange: TextRange | undefined;
}

/** `#tag` in the text, frontmatter apart. */
export interface InlineTag {
  /** Without `#`, as written. */
  readonly name: string;
  /** With `#`. */
  readonly range: TextRange;
}

/** A fenced or indented code block, or inline code with its backticks. */
export interface CodeRange extends TextRange {
  readonly kind: 'fenced' | 'indented' | 'inline';
}

/** A paragraph or one row of a table, as written: markup and the quote marks inside a quoted paragraph included. */
export interface TextBlock extends TextRange {
  readonly kind: 'paragraph' | 'tableRow';
}

/** What a note's markdown holds, with offsets into the whole text given (frontmatter included, never scanned). */
export interface MarkdownScan {
  /** Where the text after the frontmatter and its closing line begins; 0 without frontmatter (a BOM counts as text). */
  readonly bodyStart: number;
  readonly headings: readonly Heading[];
  /** In the order of the text; of nested links the outer one first. */
  readonly links: readonly Link[];
  readonly inlineTags: readonly InlineTag[];
  /** Fenced and indented code blocks and inline code, in order, not overlapping. */
  readonly codeRanges: readonly CodeRange[];
  /** Other text that holds no prose: math, HTML blocks, tags and comments, Obsidian `%%comments%%`; in order. */
  readonly opaqueRanges: readonly TextRange[];
  /** Paragraphs and table rows, in order, not overlapping. Headings, code blocks and definitions are none. */
  readonly textBlocks: readonly TextBlock[];
}
