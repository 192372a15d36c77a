import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ProviderRequest } from '../../../src/core/assistant/provider.ts';
import { budgetFor, fitCandidates } from '../../../src/core/assistant/inputBudget.ts';
import { splitText } from '../../../src/core/assistant/split.ts';
import { runTask } from '../../../src/core/assistant/task.ts';
import type { EnrichInput, NoteText } from '../../../src/core/assistant/taskInput.ts';
import { enrichTask } from '../../../src/core/assistant/tasks/enrich.ts';
import { suggestLinksTask } from '../../../src/core/assistant/tasks/suggestLinks.ts';
import { suggestTagsTask } from '../../../src/core/assistant/tasks/suggestTags.ts';
import { summarizeTask } from '../../../src/core/assistant/tasks/summarize.ts';
import { estimateRequest, estimateTokens } from '../../../src/core/assistant/tokens.ts';
import { answer, ScriptedProvider } from '../../support/scriptedProvider.ts';

const signal = new AbortController().signal;
const BUDGET = 1600;

/** A note of ten sections that do not fit a small model together. */
const text = `---\ntitle: Long\n---\n\n# Long\n\n${Array.from(
  { length: 10 },
  (_, section) =>
    `## Section ${section}\n\n${`Word${section} follows word in part ${section}. `.repeat(60)}\n`,
).join('\n')}`;
const note: NoteText = { path: 'long.md', title: 'Long', text, tags: [] };

function sentText(request: ProviderRequest): string {
  const line = request.messages[1]!.content.split('\n').find((each) => each.startsWith('text: '))!;
  return JSON.parse(line.slice('text: '.length)) as string;
}

describe('estimating tokens', () => {
  it('is near the usual ratios', () => {
    const near = (sample: string, expected: number): void => {
      const estimate = estimateTokens(sample);
      assert.ok(
        Math.abs(estimate - expected) <= expected * 0.25,
        `${estimate} is not near ${expected}: ${sample}`,
      );
    };
    near('The quick brown fox jumps over the lazy dog.', 10);
    near('const total = items.reduce((sum, item) => sum + item.price, 0);', 17);
    near('私は猫が好きです。日本語の文章は空白で区切られません。', 23);
    near('2023-05-23 11:03', 11);
    assert.equal(estimateTokens(''), 0);
  });

  it('grows with the text and takes time in proportion to it', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        (a, b) => estimateTokens(a + b) >= Math.max(estimateTokens(a), estimateTokens(b)) - 1,
      ),
    );
    assert.ok(estimateTokens('あ'.repeat(1_000_000)) > 500_000);
  });
});

describe('splitting a note', () => {
  it('puts every character in exactly one part, in order, each within the room', () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.constantFrom(
        '\n',
        '\r\n',
        '\n\n',
        '# A\n',
        '## B\n',
        '```\n',
        '日本語の文。',
        '😀',
        'word '.repeat(50),
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.integer({ min: 5, max: 80 }), (pieces, room) => {
        const whole = pieces.join('');
        const parts = splitText(whole, { start: 0, end: whole.length }, room);
        assert.equal(parts.map(({ start, end }) => whole.slice(start, end)).join(''), whole);
        for (const { start, end } of parts) {
          // Rounding up at most once for each part.
          if (end - start > 2) assert.ok(estimateTokens(whole.slice(start, end)) <= room + 1);
        }
      }),
      { numRuns: 200 },
    );
  }).timeout(20_000);

  it('divides between sections where that is enough', () => {
    const sections = [
      '# A\n\nOne two three.\n\n',
      '## B\n\nFour five six.\n\n',
      '## C\n\nSeven eight nine.\n',
    ];
    const whole = sections.join('');
    const parts = splitText(whole, { start: 0, end: whole.length }, 13);
    assert.deepEqual(
      parts.map(({ start, end }) => whole.slice(start, end)),
      sections,
    );
  });
});

describe('a note that does not fit', () => {
  it('is summarized in parts and the parts once more; nothing is left out', async () => {
    const provider = new ScriptedProvider(
      [
        (request) =>
          answer(
            JSON.stringify({
              sentences: [sentText(request).match(/(?:Word\d follows word in part \d\.)/)![0]],
            }),
          ),
      ],
      { inputBudget: BUDGET },
    );
    const outcome = await runTask(summarizeTask(), { note, length: 'short' }, provider, signal);
    assert.ok(outcome.kind === 'done' && outcome.suggestions.length === 1);
    const parts = provider.asked.slice(0, -1).map(sentText);
    assert.ok(parts.length > 1);
    assert.equal(parts.join('').replace(/\s+/g, ''), text.slice(text.indexOf('# Long')).replace(/\s+/g, ''));
    for (const request of provider.asked) assert.ok(estimateRequest(request) <= BUDGET);
    // The last question is about the summaries of the parts alone.
    assert.match(sentText(provider.asked.at(-1)!), /^(?:Word\d follows word in part \d\.\n?)+$/);
  });

  it('has its tags and links joined from the parts', async () => {
    const candidates = ['x', 'y', 'z'].map((tag) => ({
      tag,
      uses: 1,
      whenToUse: undefined,
      score: 1,
      why: '',
    }));
    const provider = new ScriptedProvider(
      [
        '{"tags":[{"candidate":1,"reason":"","confidence":0.9}],"newTags":[]}',
        '{"tags":[{"candidate":2,"reason":"","confidence":0.8},{"candidate":3,"reason":"","confidence":0.5}],"newTags":[]}',
      ],
      { inputBudget: BUDGET },
    );
    const given = { note, candidates, newTagIdeas: [], max: 2 };
    const outcome = await runTask(suggestTagsTask(), given, provider, signal);
    // `y` and `z` come from more parts than `x`.
    assert.deepEqual(outcome.kind === 'done' && outcome.suggestions.map(({ tag }) => tag), ['y', 'z']);
  });

  it('asks about a mention in the part in which it stands, with places that speak of the whole note', async () => {
    const mentions = [3, 8].map((section) => {
      const quote = `Word${section}`;
      const start = text.indexOf(quote);
      const sentence = `${quote} follows word in part ${section}.`;
      return {
        path: `${quote}.md`,
        title: quote,
        quote,
        start,
        end: start + quote.length,
        sentence,
        score: 1,
      };
    });
    const provider = new ScriptedProvider(
      [
        (request) => {
          const line = request.messages[1]!.content.split('\n').find((each) =>
            each.startsWith('candidate mentions'),
          )!;
          const count = (JSON.parse(line.slice(line.indexOf(':') + 1)) as unknown[]).length;
          const picks = Array.from({ length: count }, (_, index) => ({
            candidate: index + 1,
            reason: '',
            confidence: 1,
          }));
          return answer(JSON.stringify({ mentions: picks, related: [], quotes: [] }));
        },
      ],
      { inputBudget: BUDGET },
    );
    const outcome = await runTask(suggestLinksTask(), { note, mentions, related: [] }, provider, signal);
    assert.ok(outcome.kind === 'done');
    assert.deepEqual(
      outcome.suggestions.map((one) =>
        one.kind === 'mention' ? [one.quote, text.startsWith(one.quote, one.start)] : [],
      ),
      [
        ['Word3', true],
        ['Word8', true],
      ],
    );
    assert.ok(provider.asked.length >= 2);
  });

  it('is enriched in parts, with one question more for the summary', async () => {
    const enrich: EnrichInput = {
      note,
      summarize: { note, length: 'short' },
      tags: {
        note,
        candidates: [{ tag: 'x', uses: 1, whenToUse: undefined, score: 1, why: '' }],
        newTagIdeas: [],
        max: 3,
      },
      links: { note, mentions: [], related: [] },
      mocs: { note, candidates: [{ path: 'M MOC.md', title: 'M MOC', members: 1, score: 1, why: '' }] },
    };
    const pick = '[{"candidate":1,"reason":"r","confidence":0.9}]';
    const provider = new ScriptedProvider(
      [
        (request) =>
          answer(
            request.task === 'summarize'
              ? '{"sentences":["Word all."]}'
              : `{"summarize":{"sentences":["Word follows word."]},"suggestTags":{"tags":${pick},"newTags":[]},"suggestLinks":{"mentions":[],"related":[],"quotes":[]},"placeInMoc":{"mocs":${pick}}}`,
          ),
      ],
      { inputBudget: 3000 },
    );
    const outcome = await runTask(enrichTask(), enrich, provider, signal);
    assert.ok(outcome.kind === 'done');
    assert.deepEqual(
      outcome.suggestions.map(({ kind }) => kind),
      ['summary', 'tag', 'moc'],
    );
    assert.equal(provider.asked.filter(({ task }) => task === 'summarize').length, 1);
  });

  it('is divided when the server says that it is too long', async () => {
    const provider = new ScriptedProvider([
      (request) =>
        estimateRequest(request) > 2000
          ? { kind: 'failed', failure: { kind: 'tooLong', detail: '' } }
          : answer('{"sentences":["Word follows word."]}'),
    ]);
    const outcome = await runTask(summarizeTask(), { note, length: 'short' }, provider, signal);
    assert.equal(outcome.kind, 'done');
  });

  it('fails as a whole when a part fails', async () => {
    const provider = new ScriptedProvider(
      ['{"sentences":["Word follows word."]}', { kind: 'failed', failure: { kind: 'quota', detail: '' } }],
      { inputBudget: BUDGET },
    );
    const outcome = await runTask(summarizeTask(), { note, length: 'short' }, provider, signal);
    assert.equal(outcome.kind === 'failed' && outcome.failure.kind, 'quota');
  });

  it('is refused, not cut off, when not even parts of it fit', async () => {
    const provider = new ScriptedProvider(['{"sentences":["x"]}'], { inputBudget: 300 });
    const outcome = await runTask(summarizeTask(), { note, length: 'short' }, provider, signal);
    assert.equal(outcome.kind === 'failed' && outcome.failure.kind, 'tooLong');
    assert.equal(provider.asked.length, 0);
  });
});

describe('a model that takes little', () => {
  const candidateTags = Array.from({ length: 40 }, (_, n) => ({
    tag: `field/subject-${n}`,
    uses: 40 - n,
    whenToUse: undefined,
    score: 1,
    why: '',
  }));
  const related = Array.from({ length: 20 }, (_, n) => ({
    path: `${n}.md`,
    title: `Related ${n}`,
    excerpt: 'An excerpt of the usual length. '.repeat(6),
    isMoc: false,
    score: 1,
    why: '',
  }));
  const mentions = Array.from({ length: 10 }, (_, n) => {
    const quote = `Word${n}`;
    const start = text.indexOf(quote);
    const place = { start, end: start + quote.length };
    return { path: `m${n}.md`, title: quote, quote, ...place, sentence: 'So it goes.', score: n };
  });
  const input: EnrichInput = {
    note,
    summarize: { note, length: 'short' },
    tags: { note, candidates: candidateTags, newTagIdeas: [], max: 3 },
    links: { note, mentions, related },
    mocs: { note, candidates: [] },
  };
  const reply = JSON.stringify({
    summarize: { sentences: ['Word1 follows word in part 1.'] },
    suggestTags: { tags: [{ candidate: 2, reason: 'r', confidence: 1 }], newTags: [] },
    suggestLinks: { mentions: [], related: [{ candidate: 1, reason: 'r', confidence: 1 }], quotes: [] },
    placeInMoc: { mocs: [] },
    sentences: ['Word1 follows word in part 1.'],
  });

  it('chooses among the best candidates, and gets every word of the note', async () => {
    const provider = new ScriptedProvider([reply], { inputBudget: budgetFor(4096) });
    const outcome = await runTask(enrichTask(), input, provider, signal);
    assert.ok(outcome.kind === 'done', JSON.stringify(outcome));
    assert.ok(provider.asked.every((request) => estimateRequest(request) <= 2867));
    const parts = provider.asked.filter(({ task }) => task === 'enrich');
    assert.ok(parts.length > 1);
    const sent = parts.map(sentText).join(' ').split(/\s+/).filter(Boolean);
    assert.deepEqual(sent, text.slice(text.indexOf('# Long')).split(/\s+/).filter(Boolean));
    const tags = outcome.suggestions.filter(({ kind }) => kind === 'tag');
    assert.deepEqual(
      tags.map((one) => one.kind === 'tag' && one.tag),
      ['field/subject-1'],
      'the number is that of the shorter list',
    );
    const offered = JSON.stringify(parts.map(({ messages }) => messages[1]!.content));
    assert.match(offered, /subject-1\b/);
    assert.doesNotMatch(offered, /subject-39/);
  });

  it('is offered all of them where it takes enough, and where that is not known', () => {
    for (const inputBudget of [undefined, 50_000]) {
      assert.equal(fitCandidates(enrichTask(), input, { isLanguageModel: true, inputBudget }), input);
    }
    assert.equal(fitCandidates(enrichTask(), input, { isLanguageModel: false, inputBudget: 100 }), input);
  });

  it('is offered the best mentions, in the order of the text', () => {
    const { links } = fitCandidates(enrichTask(), input, { isLanguageModel: true, inputBudget: 2867 });
    assert.ok(links.mentions.length > 0 && links.mentions.length < mentions.length);
    assert.deepEqual(links.mentions, mentions.slice(-links.mentions.length));
  });
});
