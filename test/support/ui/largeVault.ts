import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const MOCS = 4;
const TAGS = 5;
const FOLDERS = 8;

/** Writes a vault of so many notes whose trees have few roots, so that all of them are on the screen at once. */
export async function writeLargeVault(folder: string, count: number): Promise<void> {
  const notes: (readonly [path: string, text: string])[] = [];
  for (let i = 0; i < MOCS; i++) notes.push([`${mocName(i)}.md`, mocText(i, count)]);
  for (let i = 0; i < count - MOCS; i++) notes.push([largeVaultPath(i), largeVaultText(i)]);
  for (const path of new Set(notes.map(([path]) => dirname(path)))) {
    await mkdir(join(folder, path), { recursive: true });
  }
  await Promise.all(notes.map(([path, text]) => writeFile(join(folder, path), text)));
}

export function largeVaultPath(i: number): string {
  return `area-${i % FOLDERS}/in/Note ${i}.md`;
}

/** @param tag instead of the one that the note has by its number */
export function largeVaultText(i: number, tag = `field-${i % TAGS}/topic-${i % 30}`): string {
  const tags = i % 11 === 0 ? '' : `---\ntags: [${tag}]\n---\n`;
  const up = i % 9 === 0 ? '' : `### [[${mocName(i % MOCS)}]]\n\n`;
  const link =
    i % 13 === 0 ? `[[Missing ${i % 10}]]` : `[next](<../../${largeVaultPath((i * 7) % 900)}#Part>)`;
  return `${tags}${up}# Note ${i}\n\n${i % 17 === 0 ? 'No link.' : `See ${link}.`}\n`;
}

function mocName(i: number): string {
  return `Field ${i} MOC`;
}

function mocText(i: number, count: number): string {
  const members = Array.from({ length: count / 20 }, (_, n) => `- [[Note ${n * MOCS + i}]]\n`);
  return `# ${mocName(i)}\n\n${members.join('')}`;
}
