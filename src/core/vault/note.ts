import type { Heading, Link } from '../markdown/scan.ts';
import type { TextRange } from '../markdown/textEdit.ts';

/** A tag of a note, once for every place where it stands. */
export interface NoteTag {
  /** As written, without `#`; nested with `/`. */
  readonly name: string;
  readonly source: 'frontmatter' | 'inline';
  /** The tag's name in the text, without `#` and quotes; `undefined` where the YAML style hides it. */
  readonly range: TextRange | undefined;
}

/** A link of a note: {@link Link} and where it stands. */
export interface NoteLink extends Link {
  readonly source: 'body' | 'frontmatter';
  /** The line (heading and list markers apart) holds nothing but links and separators between them. */
  readonly alone: boolean;
  /** The line is a list item or a table row. */
  readonly inList: boolean;
  /** The frontmatter key in which it stands. */
  readonly key: string | undefined;
}

/** What the vault knows of one note. Offsets are UTF-16 code units into the note's text. */
export interface Note {
  /** Vault-relative, with `/`. */
  readonly path: string;
  /** Frontmatter `title`, else the first H1, else the file name without extension. */
  readonly title: string;
  readonly titleSource: 'frontmatter' | 'heading' | 'fileName';
  readonly aliases: readonly string[];
  readonly headings: readonly Heading[];
  readonly tags: readonly NoteTag[];
  readonly links: readonly NoteLink[];
  /** The frontmatter dates as written. */
  readonly created: string | undefined;
  readonly modified: string | undefined;
  /** Frontmatter `summary`, `description`, `abstract` or `excerpt`. */
  readonly summary: string | undefined;
  /** First prose of the body, markup removed, at most 200 characters, cut at a word. */
  readonly excerpt: string;
  readonly isMoc: boolean;
  /** Never to be sent to a model, in whole or in part, title included. */
  readonly isPrivate: boolean;
  /** The frontmatter is there and cannot be read; such a note is never written to. */
  readonly hasInvalidFrontmatter: boolean;
  /** UTF-16 code units. */
  readonly length: number;
}
