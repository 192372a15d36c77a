/** What a drop onto a row of a tree asks for. Paths are vault-relative, tags without `#`. */
export type Drop =
  /** Without a tag: onto the tree itself, so to the top. */
  | { readonly kind: 'tagsOntoTag'; readonly tags: readonly string[]; readonly tag: string | undefined }
  | { readonly kind: 'notesOntoTag'; readonly paths: readonly string[]; readonly tag: string }
  | { readonly kind: 'notesOntoMoc'; readonly paths: readonly string[]; readonly moc: string };
