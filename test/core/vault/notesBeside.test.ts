import assert from 'node:assert/strict';
import { BesideFinder, type NotesBeside } from '../../../src/core/vault/candidates/notesBeside.ts';
import { MentionIndex } from '../../../src/core/vault/mentions.ts';
import { SearchIndex } from '../../../src/core/vault/search.ts';
import { Vault } from '../../../src/core/vault/vault.ts';
import { notesFrom } from '../../support/vaultFixture.ts';

const DESK = `
  == Kettle.md
  # Kettle
  Boils water for [[Tea]].
  == Tea.md
  # Tea
  A drink.
  == Cups.md
  # Cups
  Wash them. Fill the cup from the [kettle](Kettle.md) while it is hot. Drink.

  - Another [[Kettle|one]], in a list
  == Shelf.md
  # Shelf
  Here stands the kettle. Beside it, spoons.
  == Spoons.md
  # Spoons
  Of silver.
`;

/** A vault whose notes are counted when they are read. */
class Desk {
  readonly #vault = new Vault();
  readonly #search = new SearchIndex();
  readonly #mentions = new MentionIndex();
  readonly #texts = notesFrom(DESK);
  readonly reads: string[] = [];
  readonly #finder: BesideFinder;

  constructor(onRead: () => void = () => undefined) {
    this.#finder = new BesideFinder((path) => {
      this.reads.push(path);
      onRead();
      return Promise.resolve(this.#texts.get(path));
    });
    for (const [path, text] of this.#texts) this.write(path, text);
  }

  write(path: string, text: string): void {
    this.#texts.set(path, text);
    const note = this.#vault.upsert(path, text);
    this.#search.upsert(path, text, note);
    this.#mentions.upsert(note);
  }

  /** The file changes, and the vault has not heard of it. */
  writeFile(path: string, text: string): void {
    this.#texts.set(path, text);
  }

  textOf(path: string): string {
    return this.#texts.get(path)!;
  }

  find(path: string, signal = new AbortController().signal): Promise<NotesBeside | undefined> {
    const context = { vault: this.#vault, search: this.#search, mentions: this.#mentions };
    return this.#finder.find(context, this.#vault.note(path)!, this.textOf(path), signal);
  }

  /** What was read since it was last asked. */
  readSince(): string[] {
    return this.reads.splice(0).sort();
  }
}

describe('what stands beside a note', () => {
  it('is its links, and its backlinks and mentions elsewhere with their sentence and place', async () => {
    const desk = new Desk();
    const found = await desk.find('Kettle.md');
    assert.deepEqual(
      found?.links.map(({ title }) => title),
      ['Tea'],
    );
    assert.deepEqual(
      found.backlinks.map(({ path, why }) => [path, why]),
      [
        ['Cups.md', 'Fill the cup from the kettle while it is hot.'],
        ['Cups.md', 'Another one, in a list'],
      ],
    );
    const [link] = found.backlinks;
    assert.equal(desk.textOf('Cups.md').slice(link!.at!.start, link!.at!.end), '[kettle](Kettle.md)');
    assert.deepEqual(
      found.elsewhere.map(({ path, why }) => [path, why]),
      [['Shelf.md', 'Here stands the kettle.']],
    );
    const [named] = found.elsewhere;
    assert.equal(desk.textOf('Shelf.md').slice(named!.at!.start, named!.at!.end), 'kettle');
  });

  it('is found again without reading a note, until one changes; then that one is read', async () => {
    const desk = new Desk();
    await desk.find('Kettle.md');
    assert.ok(desk.readSince().includes('Cups.md'));
    desk.write('Kettle.md', '# Kettle\nBoils water for [[Tea]] and [[Spoons]].');
    const typed = await desk.find('Kettle.md');
    assert.deepEqual(
      typed?.links.map(({ title }) => title),
      ['Tea', 'Spoons'],
    );
    assert.deepEqual(desk.readSince(), []);
    desk.write('Cups.md', '# Cups\nThe [[Kettle]] leaks.');
    const later = await desk.find('Kettle.md');
    assert.deepEqual(
      later?.backlinks.map(({ why }) => why),
      ['The Kettle leaks.'],
    );
    assert.deepEqual(desk.readSince(), ['Cups.md']);
  });

  it('follows a note that gets a name which was meant by the words', async () => {
    const desk = new Desk();
    await desk.find('Kettle.md');
    desk.write('Spoons.md', '---\naliases: [the kettle]\n---\n# Spoons\n');
    const found = await desk.find('Kettle.md');
    assert.deepEqual(found?.elsewhere, [], 'the longer name is meant now');
  });

  it('gives up, and reads no further, when it is out of date', async () => {
    const abort = new AbortController();
    const desk = new Desk(() => abort.abort());
    assert.equal(await desk.find('Kettle.md', abort.signal), undefined);
    assert.deepEqual(desk.readSince(), ['Cups.md']);
  });

  it('tells no sentence of a text whose links the vault does not know yet', async () => {
    const desk = new Desk();
    const text = `Something new above.\n${desk.textOf('Cups.md')}`;
    desk.writeFile('Cups.md', text);
    const early = await desk.find('Kettle.md');
    assert.deepEqual(
      early?.backlinks.map(({ why }) => why),
      ['', ''],
    );
    desk.write('Cups.md', text);
    const found = await desk.find('Kettle.md');
    assert.equal(found?.backlinks[0]?.why, 'Fill the cup from the kettle while it is hot.');
  });
});
