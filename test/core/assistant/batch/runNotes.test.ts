import assert from 'node:assert/strict';
import { runNotes } from '../../../../src/core/assistant/batch/runNotes.ts';
import type { RunServices } from '../../../../src/core/assistant/batch/runServices.ts';
import type { RunEvent, RunPlan } from '../../../../src/core/assistant/batch/runEvent.ts';
import { RunJournal } from '../../../../src/core/assistant/batch/runJournal.ts';
import { RunMemory } from '../../../../src/core/assistant/batch/runMemory.ts';
import type { ProviderAnswer, ProviderRequest } from '../../../../src/core/assistant/provider.ts';
import type { EnrichInput, NoteText } from '../../../../src/core/assistant/taskInput.ts';
import { runNoteInput } from '../../../support/runs/runNoteInput.ts';
import { answer, ScriptedProvider } from '../../../support/scriptedProvider.ts';

const never = new AbortController().signal;
const paths = ['Barley.md', 'Oats.md', 'Rye.md', 'Spelt.md', 'Wheat.md'];

function planOf(over: Partial<RunPlan> = {}): RunPlan {
  return {
    id: 'one',
    startedAt: 0,
    label: 'Grains',
    parts: ['summary', 'tags'],
    providerId: 'scripted',
    providerLabel: 'Scripted model',
    promptVersion: 2,
    paths,
    ...over,
  };
}

/** A journal in memory; its lines stay when the run is gone. */
function journalOf(plan = planOf(), events: RunEvent[] = [], full = Infinity) {
  const store = {
    append: (event: RunEvent) => {
      if (events.length >= full) return Promise.reject(new Error('ENOSPC: no space left on device'));
      events.push(event);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
  return { journal: new RunJournal(plan, store, [...events]), events };
}

function textOf(path: string): string {
  const name = path.replace('.md', '');
  return `# ${name}\n\n${name} is a grain that many people like.\n`;
}

function noteOf({ input }: ProviderRequest): NoteText {
  return (input as EnrichInput).note;
}

function reply(request: ProviderRequest, newTag?: string): ProviderAnswer {
  const { title } = noteOf(request);
  return answer(
    JSON.stringify({
      summarize: { sentences: [`${title} is a grain that many people like.`] },
      suggestTags: {
        tags: [],
        newTags: newTag === undefined ? [] : [{ tag: newTag, reason: '', confidence: 0.9 }],
      },
    }),
  );
}

function servicesOf(
  provider: ScriptedProvider,
  over: Partial<RunServices> = {},
): RunServices & { readonly provider: ScriptedProvider } {
  return {
    atOnce: 1,
    read: (path) => Promise.resolve(textOf(path)),
    isPrivate: () => false,
    hash: (text) => `hash of ${text}`,
    input: (path, text) => Promise.resolve(runNoteInput(path, text)),
    costOf: () => undefined,
    known: () => undefined,
    wasDismissed: () => false,
    ...over,
    provider,
  };
}

const asked = ({ provider }: { provider: ScriptedProvider }): string[] =>
  provider.asked.map((request) => noteOf(request).path);

describe('a run over many notes', () => {
  it('asks about each note once, for the parts wanted only, and journals what was found', async () => {
    const { journal, events } = journalOf();
    const services = servicesOf(new ScriptedProvider([reply]));
    assert.deepEqual(await runNotes(journal, services, never), { end: 'finished', detail: undefined });
    assert.deepEqual(asked(services), paths);
    const { schema, messages } = services.provider.asked[0]!;
    assert.deepEqual(Object.keys(schema.properties as object), ['summarize', 'suggestTags']);
    assert.ok(!messages.some(({ content }) => content.includes('placeInMoc')));
    assert.deepEqual(journal.notes.get('Rye.md')!.suggestions, [
      {
        id: 'summary:Rye is a grain that many people like.',
        suggestion: { kind: 'summary', sentences: ['Rye is a grain that many people like.'] },
        decision: 'open',
      },
    ]);
    assert.equal(journal.end, 'finished');
    assert.equal(new RunJournal(planOf(), { append: never2, close: never2 }, events).end, 'finished');
  });

  it('asks after a restart about what waits, failed or has changed, and about nothing else', async () => {
    const { journal, events } = journalOf();
    const abort = new AbortController();
    let count = 0;
    const first = servicesOf(
      new ScriptedProvider([
        (request) => {
          if (++count === 3) return { kind: 'failed', failure: { kind: 'tooLong', detail: '' } };
          if (count === 4) abort.abort();
          return reply(request);
        },
      ]),
    );
    assert.equal((await runNotes(journal, first, abort.signal)).end, 'stopped');
    assert.deepEqual(
      [...journal.notes.values()].map(({ status }) => status),
      ['found', 'found', 'failed', 'waiting', 'waiting'],
    );
    const second = servicesOf(new ScriptedProvider([reply]), {
      read: (path) => Promise.resolve(textOf(path) + (path === 'Oats.md' ? 'And more.\n' : '')),
    });
    const { journal: later } = journalOf(planOf(), events);
    assert.equal((await runNotes(later, second, never)).end, 'finished');
    assert.deepEqual(asked(second), ['Oats.md', 'Rye.md', 'Spelt.md', 'Wheat.md']);
  });

  it('leaves a note alone whose suggestions were accepted, though its text is another one now', async () => {
    const { journal } = journalOf(planOf({ paths: ['Rye.md'] }));
    await runNotes(journal, servicesOf(new ScriptedProvider([reply])), never);
    const { id } = journal.notes.get('Rye.md')!.suggestions[0]!;
    await journal.record({ kind: 'accepted', path: 'Rye.md', ids: [id], before: 'a', after: 'b' });
    const again = servicesOf(new ScriptedProvider([reply]), { read: () => Promise.resolve('b') });
    await runNotes(journal, again, never);
    assert.deepEqual(asked(again), []);
    assert.equal(journal.notes.get('Rye.md')!.suggestions[0]!.decision, 'accepted');
    await journal.record({ kind: 'undone', path: 'Rye.md' });
    assert.equal(journal.notes.get('Rye.md')!.suggestions[0]!.decision, 'open');
  });

  it('sends nothing of a private note, and names one that is gone or cannot be read', async () => {
    const { journal } = journalOf();
    const services = servicesOf(new ScriptedProvider([reply]), {
      isPrivate: (path) => path === 'Rye.md',
      read: (path) =>
        Promise.resolve(
          path === 'Oats.md'
            ? undefined
            : path === 'Spelt.md'
              ? { path, reason: 'is a binary file' }
              : textOf(path),
        ),
    });
    await runNotes(journal, services, never);
    assert.deepEqual(asked(services), ['Barley.md', 'Wheat.md']);
    assert.equal(journal.notes.get('Spelt.md')!.reason, 'It is a binary file.');
    assert.equal(journal.notes.get('Rye.md')!.reason, 'It is private.');
    assert.equal(journal.notes.get('Oats.md')!.reason, 'It is gone.');
  });

  it('goes on after a note that fails, and stops at what every note would meet', async () => {
    const { journal } = journalOf();
    let count = 0;
    const services = servicesOf(
      new ScriptedProvider([
        (request) => {
          count++;
          if (count === 2) return { kind: 'failed', failure: { kind: 'refused', detail: '' } };
          if (count === 5) return { kind: 'failed', failure: { kind: 'quota', detail: '' } };
          return reply(request);
        },
      ]),
    );
    const { end, detail } = await runNotes(journal, services, never);
    assert.equal(end, 'failed');
    assert.match(detail ?? '', /no allowance left/);
    const states = [...journal.notes.values()].map(({ status }) => status);
    // A refusal is asked about once more, so the fifth request is the fourth note's.
    assert.deepEqual(states, ['found', 'found', 'found', 'waiting', 'waiting']);
  });

  it('asks again about the notes that failed and are wanted, and about no others', async () => {
    const { journal, events } = journalOf();
    const refusing = new ScriptedProvider([
      (request) =>
        ['Oats', 'Rye'].includes(noteOf(request).title)
          ? { kind: 'failed', failure: { kind: 'tooLong', detail: '' } }
          : reply(request),
    ]);
    await runNotes(journal, servicesOf(refusing), never);
    await journal.record({ kind: 'resumed', at: 1, paths: ['Rye.md', 'Spelt.md'] });
    const states = (): string[] => [...journal.notes.values()].map(({ status }) => status);
    assert.deepEqual(states(), ['found', 'failed', 'waiting', 'found', 'found']);
    const again = servicesOf(new ScriptedProvider([reply]));
    await runNotes(journal, again, never, ['Rye.md']);
    assert.deepEqual(asked(again), ['Rye.md']);
    assert.deepEqual(states(), ['found', 'failed', 'found', 'found', 'found']);
    const read = new RunJournal(planOf(), { append: never2, close: never2 }, events);
    assert.deepEqual([...read.notes.values()], [...journal.notes.values()]);
    await journal.record({ kind: 'resumed', at: 2 });
    assert.deepEqual(states(), ['found', 'waiting', 'found', 'found', 'found']);
  });

  it('stops when one note after the other fails for the provider’s sake', async () => {
    const many = Array.from({ length: 40 }, (_, n) => `${n}.md`);
    const { journal } = journalOf(planOf({ paths: many }));
    const services = servicesOf(
      new ScriptedProvider([{ kind: 'failed', failure: { kind: 'unreachable', detail: '' } }]),
    );
    const { end, detail } = await runNotes(journal, services, never);
    assert.equal(end, 'failed');
    assert.match(detail ?? '', /cannot be reached/);
    assert.equal(asked(services).length, 10);
  });

  it('does not end for a note that cannot be read', async () => {
    const { journal } = journalOf();
    const services = servicesOf(new ScriptedProvider([reply]), {
      read: (path) => (path === 'Oats.md' ? Promise.reject(new Error('EIO')) : Promise.resolve(textOf(path))),
    });
    assert.equal((await runNotes(journal, services, never)).end, 'finished');
    assert.match(journal.notes.get('Oats.md')!.reason, /EIO/);
  });

  it('stops before the request that could go above the budget', async () => {
    const { journal } = journalOf(planOf({ budget: 1 }));
    const services = servicesOf(new ScriptedProvider([reply]), {
      atOnce: 4,
      // The most that a request may cost is 0.4, what it costs in the end 0.2.
      costOf: ({ output }) => (output === 4000 ? 0.4 : 0.2),
    });
    assert.equal((await runNotes(journal, services, never)).end, 'budget');
    assert.equal(asked(services).length, 4);
    assert.ok(journal.cost <= 1);
  });

  it('offers a new tag to the notes after, as one that exists', async () => {
    const { journal } = journalOf();
    const services = servicesOf(new ScriptedProvider([(request) => reply(request, 'Cereals')]));
    await runNotes(journal, services, never);
    const tags = [...journal.notes.values()].map(({ suggestions }) =>
      suggestions.flatMap(({ suggestion }) => (suggestion.kind === 'tag' ? [suggestion] : [])),
    );
    assert.deepEqual(
      tags.map((found) => found.map(({ tag, isNew }) => `${tag} ${isNew}`)),
      [['cereals true'], ...Array.from({ length: 4 }, () => ['cereals false'])],
    );
    assert.match(services.provider.asked[1]!.messages[1]!.content, /"tag":"cereals","uses":1/);
  });

  it('takes from earlier runs what was found for the same text, and leaves out what was dismissed', async () => {
    const first = journalOf();
    await runNotes(
      first.journal,
      servicesOf(new ScriptedProvider([(request) => reply(request, 'Cereals')])),
      never,
    );
    await first.journal.record({ kind: 'dismissed', path: 'Rye.md', ids: ['tag:cereals'] });
    const memory = new RunMemory();
    memory.add(planOf(), first.events);
    const second = journalOf(planOf({ id: 'two' }));
    const services = servicesOf(new ScriptedProvider([(request) => reply(request, 'Cereals')]), {
      known: (path, hash) => memory.known(planOf({ id: 'two' }), path, hash),
      wasDismissed: (path, hash, one) => memory.wasDismissed(path, hash, one),
      read: (path) => Promise.resolve(textOf(path) + (path === 'Oats.md' ? 'And more.\n' : '')),
    });
    await runNotes(second.journal, services, never);
    assert.deepEqual(asked(services), ['Oats.md']);
    const kinds = (path: string): string[] =>
      second.journal.notes.get(path)!.suggestions.map(({ suggestion }) => suggestion.kind);
    assert.deepEqual([kinds('Rye.md'), kinds('Spelt.md')], [['summary'], ['summary', 'tag']]);
    assert.equal(
      memory.known(planOf({ parts: ['summary'] }), 'Rye.md', `hash of ${textOf('Rye.md')}`),
      undefined,
    );
  });

  it('asks nothing more once a reply cannot be kept', async () => {
    const { journal } = journalOf(planOf(), [], 2);
    const services = servicesOf(new ScriptedProvider([reply]));
    const { end, detail } = await runNotes(journal, services, never);
    assert.equal(end, 'failed');
    assert.match(detail ?? '', /could not be kept: ENOSPC/);
    assert.equal(asked(services).length, 3);
    assert.deepEqual([...journal.notes.values()].filter(({ status }) => status === 'found').length, 2);
  });
});

const never2 = (): Promise<void> => Promise.reject(new Error('nothing is kept here'));
