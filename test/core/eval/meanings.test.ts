import assert from 'node:assert/strict';
import { Meanings } from '../../../eval/meanings.ts';
import { VaultUnderTest } from '../../../eval/vaultUnderTest.ts';
import { EmbeddingServer } from '../../support/embeddingServer.ts';
import { realNetwork } from '../../support/realNetwork.ts';

describe('an evaluation by meaning', () => {
  const server = new EmbeddingServer(['bread', 'rose']);
  let baseUrl = '';
  before(async () => (baseUrl = await server.start()));
  after(() => server.stop());

  const notes = [
    ['loaf.md', 'Bread of rye.'],
    ['rolls.md', 'Small bread.'],
    ['garden.md', 'A rose in spring.'],
    ['secret.md', '---\nprivate: true\n---\nBread that nobody may know of.'],
  ] as const;

  it('asks about each text once, never about private notes, and then compares', async () => {
    const meanings = new Meanings();
    const first = new VaultUnderTest(notes, meanings);
    assert.equal(first.meaning.size, 0);
    assert.equal(await meanings.fill({ baseUrl, model: 'm', network: realNetwork }), undefined);
    const second = new VaultUnderTest(notes, meanings);
    assert.equal(second.meaning.rank('loaf.md')?.best[0]?.path, 'rolls.md');
    assert.equal(await meanings.fill({ baseUrl, model: 'm', network: realNetwork }), undefined);
    const asked = server.requests.flatMap(({ body }) => body.input);
    assert.equal(asked.length, 3);
    assert.doesNotMatch(asked.join('\n'), /nobody may know/);
  });

  it('gives a changed note the meaning of what it says for that long', async () => {
    const meanings = new Meanings();
    const change = new Map([['loaf.md', 'A rose of paper.']]);
    const look = (): string | undefined => {
      const vault = new VaultUnderTest(notes, meanings);
      return vault.with(change, () => vault.meaning.rank('loaf.md')?.best[0]?.path);
    };
    look();
    await meanings.fill({ baseUrl, model: 'm', network: realNetwork });
    assert.equal(look(), 'garden.md');
  });

  it('says why it could not ask', async () => {
    const meanings = new Meanings();
    const vault = new VaultUnderTest(notes, meanings);
    assert.equal(vault.meaning.size, 0);
    server.script.push({ status: 401 });
    assert.match((await meanings.fill({ baseUrl, model: 'm', network: realNetwork })) ?? '', /401/);
  });
});
