import assert from 'node:assert/strict';
import { embeddingInput } from '../../../src/core/assistant/embeddingInput.ts';
import { MeaningFiller, type MeaningReport } from '../../../src/core/assistant/fillMeaning.ts';
import type { ProviderFailure } from '../../../src/core/assistant/provider.ts';
import { MeaningIndex } from '../../../src/core/vault/candidates/meaningIndex.ts';
import { Vault } from '../../../src/core/vault/vault.ts';

class Kitchen {
  readonly vault = new Vault();
  readonly texts = new Map<string, string>();
  readonly index = new MeaningIndex();
  readonly filler = new MeaningFiller(this.index);
  readonly kept = new Map<string, Float32Array>();
  readonly sent: string[][] = [];
  failure: ProviderFailure | undefined;
  isCancelled = false;
  onRead: ((path: string) => void) | undefined;

  write(path: string, text: string): void {
    this.texts.set(path, text);
    this.vault.upsert(path, text);
  }

  async fill(filler = this.filler): Promise<MeaningReport> {
    return await filler.fill({
      notes: () => this.vault.notes(),
      note: (path) => this.vault.note(path),
      read: async (path) => {
        const text = this.texts.get(path);
        this.onRead?.(path);
        return text;
      },
      store: {
        get: (text) => this.kept.get(text),
        add: async (entries) => {
          for (const [text, vector] of entries) this.kept.set(text, vector);
          return undefined;
        },
      },
      embed: async (texts) => {
        this.sent.push([...texts]);
        if (this.failure !== undefined) return { kind: 'failed', failure: this.failure };
        return { kind: 'embedded', vectors: texts.map((text) => Float32Array.of(text.length, 1)), tokens: 3 };
      },
      isCancelled: () => this.isCancelled,
    });
  }
}

describe('what notes mean', () => {
  it('is asked of each note with words once, and again when its text changes', async () => {
    const kitchen = new Kitchen();
    kitchen.write('Rye.md', '---\ntags: [grain]\n---\n# Rye\n\nDark.');
    kitchen.write('Empty.md', '---\ntitle: Empty\n---\n');
    kitchen.write('Oats.md', 'Pale.');
    assert.deepEqual(await kitchen.fill(), { sent: 2, tokens: 3, isWhole: true });
    assert.deepEqual(kitchen.sent, [['Rye\n\n# Rye\n\nDark.', 'Oats\n\nPale.']]);
    assert.equal(kitchen.index.size, 2);
    await kitchen.fill();
    assert.equal(kitchen.sent.length, 1);
    kitchen.write('Oats.md', 'Pale and sweet.');
    await kitchen.fill();
    assert.deepEqual(kitchen.sent[1], ['Oats\n\nPale and sweet.']);
  });

  it('is never asked of a private note, and forgotten when a note becomes private or goes', async () => {
    const kitchen = new Kitchen();
    kitchen.write('Diary.md', '---\nprivate: true\n---\nSecret rye.');
    kitchen.write('Rye.md', 'Dark.');
    kitchen.write('Oats.md', 'Pale.');
    await kitchen.fill();
    assert.doesNotMatch(JSON.stringify(kitchen.sent), /Secret|Diary/);
    kitchen.write('Rye.md', '---\nprivate: true\n---\nDark.');
    kitchen.vault.remove('Oats.md');
    await kitchen.fill();
    assert.equal(kitchen.index.size, 0);
    assert.equal(kitchen.sent.length, 1);
  });

  it('is not asked of a note that became private while it was read, or while it waited for others', async () => {
    const kitchen = new Kitchen();
    kitchen.write('Oats.md', 'Pale.');
    kitchen.write('Rye.md', 'Dark.');
    kitchen.write('Spelt.md', 'Old.');
    kitchen.onRead = (path) => {
      if (path !== 'Rye.md') return;
      kitchen.write('Oats.md', '---\nprivate: true\n---\nPale.');
      kitchen.write('Rye.md', '---\nprivate: true\n---\nDark.');
    };
    await kitchen.fill();
    assert.deepEqual(kitchen.sent, [['Spelt\n\nOld.']]);
  });

  it('is known in the next session without asking', async () => {
    const kitchen = new Kitchen();
    kitchen.write('Rye.md', 'Dark.');
    await kitchen.fill();
    await kitchen.fill(new MeaningFiller(new MeaningIndex()));
    assert.equal(kitchen.sent.length, 1);
  });

  it('is asked of a few notes at a time, and of no more after a failure; what came stays', async () => {
    const kitchen = new Kitchen();
    for (let i = 0; i < 150; i++) kitchen.write(`${i}.md`, `Loaf ${i}`);
    await kitchen.fill();
    assert.deepEqual(
      kitchen.sent.map(({ length }) => length),
      [64, 64, 22],
    );
    for (let i = 0; i < 150; i++) kitchen.write(`${i}.md`, `Another loaf ${i}`);
    kitchen.failure = { kind: 'quota', detail: 'No allowance.' };
    const report = await kitchen.fill();
    assert.deepEqual(report, { sent: 0, tokens: 0, failure: kitchen.failure, isWhole: false });
    assert.equal(kitchen.sent.length, 4);
    kitchen.failure = undefined;
    assert.equal((await kitchen.fill()).sent, 150);
  });

  it('is asked of nobody once cancelled', async () => {
    const kitchen = new Kitchen();
    kitchen.write('Rye.md', 'Dark.');
    kitchen.isCancelled = true;
    assert.deepEqual(await kitchen.fill(), { sent: 0, tokens: 0, isWhole: false });
    assert.equal(kitchen.sent.length, 0);
  });

  it('is asked by the beginning of a long note, cut between characters', () => {
    const note = new Vault().upsert('Rye.md', '# Rye');
    const input = embeddingInput(note, `x${'🌾'.repeat(6000)}`)!;
    assert.ok(input.length <= 6000 && input.endsWith('🌾'));
  });
});
