import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MeaningIndex } from '../src/core/vault/candidates/meaningIndex.ts';
import type { VaultContext } from '../src/core/vault/candidates/vaultContext.ts';
import { MentionIndex } from '../src/core/vault/mentions.ts';
import { SearchIndex } from '../src/core/vault/search.ts';
import { Vault } from '../src/core/vault/vault.ts';
import type { Meanings } from './meanings.ts';

/** A vault with all its indexes, in which notes can be changed for the length of one question. */
export class VaultUnderTest implements VaultContext {
  readonly vault = new Vault();
  readonly search = new SearchIndex();
  readonly mentions = new MentionIndex();
  readonly meaning = new MeaningIndex();
  readonly texts = new Map<string, string>();
  readonly #meanings: Meanings | undefined;
  #mostLinked: readonly string[] | undefined;

  constructor(texts: Iterable<readonly [string, string]>, meanings?: Meanings) {
    this.#meanings = meanings;
    for (const [path, text] of texts) {
      this.set(path, text);
    }
  }

  set(path: string, text: string): void {
    const note = this.vault.upsert(path, text);
    this.search.upsert(path, text, note);
    this.mentions.upsert(note);
    this.texts.set(path, text);
    const vector = this.#meanings?.vectorOf(note, text);
    if (vector === undefined) {
      this.meaning.delete(path);
    } else {
      this.meaning.set(path, vector);
    }
  }

  /** Notes by how many others link to them, most first. */
  mostLinked(): readonly string[] {
    this.#mostLinked ??= [...this.texts.keys()]
      .map((path) => ({ path, links: this.vault.incoming(path).length }))
      .sort((a, b) => b.links - a.links)
      .map(({ path }) => path);
    return this.#mostLinked;
  }

  /** Runs `question` while notes of the vault hold other texts. */
  with<T>(texts: ReadonlyMap<string, string>, question: () => T): T {
    const before = [...texts.keys()].map((path) => [path, this.texts.get(path)!] as const);
    for (const [path, text] of texts) {
      this.set(path, text);
    }
    try {
      return question();
    } finally {
      for (const [path, text] of before) {
        this.set(path, text);
      }
    }
  }
}

/** All notes below a folder, by vault-relative path in NFC; what begins with a dot is left out. */
export function readVault(folder: string): Map<string, string> {
  const texts = new Map<string, string>();
  const entries = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name).slice(join(folder, '/').length).replaceAll('\\', '/');
    if (entry.isFile() && /\.md$/i.test(path) && !/(?:^|\/)\./.test(path)) {
      texts.set(path.normalize('NFC'), readFileSync(join(folder, path), 'utf8'));
    }
  }
  return texts;
}
