import type { LinkStyle } from '../../../../src/core/edits/links/linkStyle.ts';
import type { UpLinkStyle } from '../../../../src/core/edits/upLinks/upLinkStyle.ts';
import { Vault } from '../../../../src/core/vault/vault.ts';

/** Links as most vaults of markdown notes write them. */
export const LINKS: LinkStyle = { kind: 'markdown', target: 'relative', extension: true, blanks: 'percent' };
export const UP_LINKS: UpLinkStyle = {
  form: 'heading',
  level: 3,
  key: 'up',
  place: 'beforeTitle',
  kind: 'markdown',
};

/** A vault of notes by path. */
export function vaultOf(notes: Readonly<Record<string, string>>): Vault {
  const vault = new Vault();
  for (const [path, text] of Object.entries(notes)) vault.upsert(path, text);
  return vault;
}

/** A note filed under a MOC. */
export function member(title: string, moc: string, tags = ''): string {
  return `---\ntags: [${tags}]\n---\n\n### [${moc}](${encodeURI(moc)}.md)\n\n# ${title}\n`;
}
