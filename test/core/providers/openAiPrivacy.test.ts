import assert from 'node:assert/strict';
import { guardedProvider } from '../../../src/core/assistant/guardedProvider.ts';
import type { TaskOutcome } from '../../../src/core/assistant/askAndCheck.ts';
import type { NoteTaskName, TaskInputs, TaskName } from '../../../src/core/assistant/taskInput.ts';
import { runTask, type Task } from '../../../src/core/assistant/task.ts';
import { enrichTask } from '../../../src/core/assistant/tasks/enrich.ts';
import { placeInMocTask } from '../../../src/core/assistant/tasks/placeInMoc.ts';
import { askForSimilarTags } from '../../../src/core/assistant/tasks/similarTags.ts';
import { suggestLinksTask } from '../../../src/core/assistant/tasks/suggestLinks.ts';
import { suggestTagsTask } from '../../../src/core/assistant/tasks/suggestTags.ts';
import { summarizeTask } from '../../../src/core/assistant/tasks/summarize.ts';
import { OpenAiProvider } from '../../../src/core/providers/openAiProvider.ts';
import { ModelServer, quickNetwork } from '../../support/modelServer.ts';

const never = new AbortController().signal;

/** The input of every task about a note, with one candidate of each kind at `candidate`. */
function inputs(path: string, candidate: string): { [Name in TaskName]: TaskInputs[Name] } {
  const text = `# ${path}\n\nText of ${path} with some words.\n`;
  const note = { path, title: `Title of ${path}`, text, tags: [] };
  const summarize = { note, length: 'short' as const };
  const suggestTags = { note, candidates: [], newTagIdeas: [], max: 3 };
  const start = text.indexOf('some');
  const mention = {
    path: candidate,
    title: `Title of ${candidate}`,
    quote: 'some',
    start,
    end: start + 4,
    sentence: 'some words',
    score: 1,
  };
  const related = {
    path: candidate,
    title: `Title of ${candidate}`,
    excerpt: `Text of ${candidate}`,
    isMoc: false,
    score: 1,
    why: '',
  };
  const suggestLinks = { note, mentions: [mention], related: [related] };
  const placeInMoc = {
    note,
    candidates: [{ path: candidate, title: `Title of ${candidate}`, members: 1, score: 1, why: '' }],
  };
  return {
    summarize,
    suggestTags,
    suggestLinks,
    placeInMoc,
    enrich: { note, summarize, tags: suggestTags, links: suggestLinks, mocs: placeInMoc },
    similarTags: {
      tags: [
        { name: 'open', count: 2, path },
        { name: candidate.replace(/\W/g, '-'), count: 1, path: candidate },
      ],
    },
  };
}

function kindOf(outcome: TaskOutcome<unknown>): string {
  return outcome.kind === 'failed' ? outcome.failure.kind : outcome.kind;
}

describe('what never goes over the wire', () => {
  const server = new ModelServer();
  before(async () => await server.start());
  after(async () => await server.stop());
  beforeEach(() => {
    server.reset();
    server.answerAll(() => ({ text: '{}' }));
  });

  const provider = (isAllowed: boolean) =>
    guardedProvider(
      new OpenAiProvider({ baseUrl: server.baseUrl, model: 'm', apiKey: undefined, network: quickNetwork() }),
      {
        isAllowed: () => isAllowed,
        isPrivate: (path) => path.startsWith('private/'),
      },
    );

  async function runAll(path: string, candidate: string, isAllowed: boolean): Promise<string[]> {
    const given = inputs(path, candidate);
    const run = async <Name extends NoteTaskName>(
      task: Task<Name>,
      input: TaskInputs[Name],
    ): Promise<string> => {
      return kindOf(await runTask(task, input, provider(isAllowed), never));
    };
    return [
      await run(summarizeTask(), given.summarize),
      await run(suggestTagsTask(), given.suggestTags),
      await run(suggestLinksTask(), given.suggestLinks),
      await run(placeInMocTask(), given.placeInMoc),
      await run(enrichTask(), given.enrich),
      kindOf(await askForSimilarTags(given.similarTags, provider(isAllowed), never)),
    ];
  }

  it('is anything, without consent', async () => {
    assert.deepEqual(await runAll('open/a.md', 'open/b.md', false), Array(6).fill('noConsent'));
    assert.equal(server.requests.length, 0);
  });

  it('is a private note', async () => {
    assert.deepEqual(await runAll('private/a.md', 'open/b.md', true), Array(6).fill('private'));
    assert.equal(server.requests.length, 0);
  });

  it('is a private candidate, its title or its excerpt', async () => {
    const kinds = await runAll('open/a.md', 'private/b.md', true);
    assert.deepEqual(kinds.slice(2), Array(4).fill('private'));
    assert.ok(server.requests.length > 0, 'the tasks without such candidates were asked');
    assert.doesNotMatch(server.journal, /private/);
  });

  it('is a path, a reason of retrieval, or the frontmatter', async () => {
    const text = '---\nsecret: frontmatter-words\n---\n\nBody words.\n';
    const { enrich } = inputs('folder/name-of-file.md', 'folder/candidate-file.md');
    const note = { path: 'folder/name-of-file.md', title: 'T', text, tags: ['a'] };
    const related = [{ ...enrich.links.related[0]!, title: 'R', excerpt: 'E', why: 'retrieval-words' }];
    await runTask(suggestLinksTask(), { note, mentions: [], related }, provider(true), never);
    assert.match(server.journal, /Body words/);
    assert.doesNotMatch(server.journal, /frontmatter-words|retrieval-words|name-of-file|candidate-file/);
  });
});
