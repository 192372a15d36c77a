/** How the vault reads notes. A change of settings means a new vault. */
export interface VaultSettings {
  /** What makes a title or file name that of a MOC (case-insensitive, Unicode); see DEFAULT_MOC_PATTERN. */
  readonly mocPattern: string;
  /** Frontmatter keys (true when truthy), tags (with children) and globs that make a note private. */
  readonly privateKeys: readonly string[];
  readonly privateTags: readonly string[];
  readonly privateGlobs: readonly string[];
  /** Frontmatter keys that hold the dates, in the order in which they are looked for. */
  readonly createdKeys: readonly string[];
  readonly modifiedKeys: readonly string[];
}
