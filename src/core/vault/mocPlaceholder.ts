const PLACEHOLDER = /^(?:your|add|insert|some)?[ _-]*moc(?:[ _-]*(?:here|name))?$/i;

/**
 * Whether a link's target stands for a MOC still to be chosen, as templates and the notes made from them have it.
 * Nobody misses such a note.
 *
 * @example isMocPlaceholder('YOUR MOC') // true
 */
export function isMocPlaceholder(target: string): boolean {
  return PLACEHOLDER.test(target);
}
