import assert from 'node:assert/strict';
import type { ComparedTag } from '../../../src/core/assistant/taskInput.ts';
import {
  askForSimilarTags,
  fitTags,
  similarTagsRequest,
} from '../../../src/core/assistant/tasks/similarTags.ts';
import { estimateRequest } from '../../../src/core/assistant/tokens.ts';
import { OpenAiProvider } from '../../../src/core/providers/openAiProvider.ts';
import { openTags } from '../../../src/core/vault/openTags.ts';
import { ModelServer, quickNetwork } from '../../support/modelServer.ts';
import { ScriptedProvider } from '../../support/scriptedProvider.ts';
import { vaultFrom } from '../../support/vaultFixture.ts';

const signal = new AbortController().signal;

const tags: readonly ComparedTag[] = [
  { name: 'car', count: 9, path: 'a.md' },
  { name: 'bread', count: 7, path: 'b.md' },
  { name: 'bread/rye', count: 3, path: 'c.md' },
  { name: 'automobile', count: 2, path: 'd.md' },
  { name: 'loaf', count: 1, path: 'e.md' },
];

/** What a reply comes to: each group as `car = automobile`, and what was dropped. */
async function readReply(reply: unknown): Promise<{ groups: string[]; dropped: string[] }> {
  const provider = new ScriptedProvider([JSON.stringify(reply)]);
  const outcome = await askForSimilarTags({ tags }, provider, signal);
  assert.equal(outcome.kind, 'done');
  return {
    groups: outcome.suggestions.map((group) => group.tags.map(({ name }) => name).join(' = ')),
    dropped: outcome.dropped.map(({ what, why }) => `${what}: ${why}`),
  };
}

const group = (numbers: unknown, confidence = 0.9): object => ({ tags: numbers, reason: 'r', confidence });

describe('tags that mean the same, as a model sees it', () => {
  it('are tags of the list, the surest group first, the most used tag first', async () => {
    const { groups, dropped } = await readReply({ groups: [group([5, 2], 0.6), group([4, 1], 0.9)] });
    assert.deepEqual(groups, ['car = automobile', 'bread = loaf']);
    assert.deepEqual(dropped, []);
  });

  it('are never made up: what is not in the list is dropped and told', async () => {
    const { groups, dropped } = await readReply({
      groups: [group([1, 4, 99]), group(['vehicle', 2]), group([0, -1]), group('all'), null, group([3, 3])],
    });
    assert.deepEqual(groups, ['car = automobile']);
    assert.match(dropped.join('\n'), /tag 99: there is no such candidate/);
    assert.match(dropped.join('\n'), /tag “vehicle”: there is no such candidate/);
    assert.equal(dropped.filter((line) => line.endsWith('it joins no two tags of the list')).length, 5);
  });

  it('are in one group at most, and never a tag and one below it', async () => {
    const { groups } = await readReply({ groups: [group([2, 3]), group([1, 4]), group([4, 5])] });
    assert.deepEqual(groups, ['car = automobile']);
    assert.deepEqual((await readReply({ groups: [group([2, 3, 5])] })).groups, ['bread = loaf']);
  });

  it('are asked for once more when the reply has another shape, and then given up', async () => {
    const provider = new ScriptedProvider(['car and automobile']);
    const outcome = await askForSimilarTags({ tags }, provider, signal);
    assert.equal(outcome.kind === 'failed' && outcome.failure.kind, 'badReply');
    assert.equal(provider.asked.length, 2);
  });

  it('are not asked for where there are not two', async () => {
    const provider = new ScriptedProvider([]);
    const outcome = await askForSimilarTags({ tags: tags.slice(0, 1) }, provider, signal);
    assert.equal(outcome.kind, 'done');
    assert.equal(provider.asked.length, 0);
  });

  it('are asked for with no more tags than fit the model, those used most', () => {
    const many = Array.from({ length: 3000 }, (_, i) => ({
      name: `tag-${i}`,
      count: 3000 - i,
      path: 'a.md',
    }));
    assert.equal(fitTags({ tags: many }, {}).tags.length, 1000);
    const fitted = fitTags({ tags: many }, { inputBudget: 3000 });
    assert.ok(estimateRequest(similarTagsRequest(fitted)) <= 3000);
    assert.ok(fitted.tags.length > 50);
    assert.deepEqual(fitted.tags, many.slice(0, fitted.tags.length));
  });

  describe('on the wire', () => {
    const server = new ModelServer();
    before(async () => await server.start());
    after(async () => await server.stop());

    it('go names and counts alone, none that only private or hidden ones tell, and a strict schema', async () => {
      const vault = vaultFrom(`
        == Folder/Rye.md
        ---
        tags: [bread, Cars]
        ---
        # Words of the note
        == Oats.md
        Text with #bread and #status/todo
        == Diary.md
        ---
        private: true
        tags: [bread, only-in-diary]
        ---
      `);
      const compared = openTags(vault, (tag) => tag.startsWith('status'));
      assert.deepEqual(compared, [
        { name: 'bread', count: 2, path: 'Oats.md' },
        { name: 'Cars', count: 1, path: 'Folder/Rye.md' },
      ]);
      server.script({ text: JSON.stringify({ groups: [group([1, 2])] }) });
      const provider = new OpenAiProvider({
        baseUrl: server.baseUrl,
        model: 'm',
        apiKey: undefined,
        network: quickNetwork(),
      });
      const outcome = await askForSimilarTags({ tags: compared }, provider, signal);
      assert.equal(outcome.kind === 'done' && outcome.suggestions.length, 1);
      const [sent] = server.requests;
      const { messages, response_format: format } = sent!.body as {
        messages: { role: string; content: string }[];
        response_format: { json_schema: { strict: boolean; schema: { required: string[] } } };
      };
      assert.equal(
        messages[1]?.content,
        'tags: [{"number":1,"tag":"bread","notes":2},{"number":2,"tag":"Cars","notes":1}]',
      );
      assert.equal(format.json_schema.strict, true);
      assert.deepEqual(format.json_schema.schema.required, ['groups']);
      assert.doesNotMatch(server.journal, /Words of|Rye|Oats|diary|todo/i);
    });
  });
});
