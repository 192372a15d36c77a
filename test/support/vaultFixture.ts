import { Vault, type VaultSettings } from '../../src/core/vault/vault.ts';

/**
 * A vault in one string: each note begins with a line that names it, `== path`, and goes on to the next such line.
 * Where all lines of the string are indented alike, that indent is no part of the notes.
 *
 * @example
 * vaultFrom(`
 *   == docs/a.md
 *   # A
 *   See [[b]].
 *   == docs/b.md
 * `)
 */
export function vaultFrom(packed: string, settings: Partial<VaultSettings> = {}): Vault {
  const vault = new Vault(settings);
  vault.batch(() => {
    for (const [path, text] of notesFrom(packed)) vault.upsert(path, text);
  });
  return vault;
}

/** The notes of a vault in one string, by path. */
export function notesFrom(packed: string): Map<string, string> {
  const lines = packed.replace(/^\n/, '').split('\n');
  const indent = Math.min(
    ...lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length),
  );
  const notes = new Map<string, string[]>();
  let current: string[] | undefined;
  for (const line of lines) {
    const own = line.slice(indent);
    const name = /^== (.+)$/.exec(own)?.[1];
    if (name !== undefined) notes.set(name, (current = []));
    else if (current !== undefined) current.push(own);
    else if (own.trim() !== '') throw new Error(`A vault begins with “== path”, not with “${own}”`);
  }
  return new Map([...notes].map(([path, text]) => [path, text.join('\n')]));
}

/** Everything that a vault answers, as plain data: two vaults that hold the same notes say the same. */
export function describeVault(vault: Vault): unknown {
  const notes = [...vault.notes()].sort((a, b) => (a.path < b.path ? -1 : 1));
  const overview = vault.mocs();
  return {
    notes: notes.map((note) => ({
      path: note.path,
      title: note.title,
      aliases: note.aliases,
      headings: note.headings,
      tags: note.tags,
      links: note.links,
      dates: [note.created, note.modified],
      texts: [note.summary, note.excerpt],
      is: [note.titleSource, note.isMoc, note.isPrivate, note.hasInvalidFrontmatter, note.length],
      outgoing: vault.outgoing(note.path),
      incoming: [...vault.incoming(note.path)].sort(),
      backlinks: vault.backlinks(note.path),
      resolved: note.links.map((link) => vault.resolveLink(note.path, link)),
      mocs: vault.mocsOf(note.path),
    })),
    tags: vault.tags().map(plainTag),
    untagged: vault.untagged(),
    mocs: overview.mocs.map(({ path, members }) => ({ path, members })),
    roots: overview.roots,
    unfiled: overview.unfiled,
    dangling: vault.dangling().map(({ path, title, mentionedBy }) => ({ path, title, mentionedBy })),
    orphans: vault.orphans(),
    counts: vault.counts(),
  };
}

function plainTag(tag: ReturnType<Vault['tags']>[number]): unknown {
  const { label, name, total, ownCount, notes } = tag;
  return { label, name, total, ownCount, notes, children: tag.children.map(plainTag) };
}
