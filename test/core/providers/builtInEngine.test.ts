import assert from 'node:assert/strict';
import { enrichPrompt } from '../../../src/core/assistant/prompts/enrich.ts';
import type { ProviderRequest } from '../../../src/core/assistant/provider.ts';
import { runTask } from '../../../src/core/assistant/task.ts';
import type { EnrichInput, MentionCandidate, NoteText } from '../../../src/core/assistant/taskInput.ts';
import { summarizeTask } from '../../../src/core/assistant/tasks/summarize.ts';
import { enrichTask } from '../../../src/core/assistant/tasks/enrich.ts';
import { BuiltInEngine } from '../../../src/core/providers/builtIn/builtInEngine.ts';

const engine = new BuiltInEngine();

function noteOf(text: string, tags: readonly string[] = []): NoteText {
  return { path: 'Bread.md', title: 'Bread', text, tags };
}

function summary(
  text: string,
  length: 'short' | 'medium' | 'long' = 'short',
  title = 'Bread',
): readonly string[] {
  return engine.reply('summarize', { note: { ...noteOf(text), title }, length }).sentences;
}

const PROSE = `---
tags: [baking]
---

# Bread

Bread is a staple food made of flour, water and yeast. It has been baked for thousands of years. People like it warm.

## Dough

- Kinds of flour
	- Wheat flour gives an elastic dough that holds its gas well
	- Rye
- Use less yeast for a longer rise at room temperature

\`\`\`sh
bake --hot bread and do not summarize this line of code
\`\`\`

| Table of flours | and what is said of each of them in it |
|---|---|
| wheat | bread needs flour with much gluten in it |

## Links

- [[Kitchen MOC]]
- https://bread.example/all/about/bread
`;

describe('a summary by the built-in engine', () => {
  it('is three sentences or points of the note, verbatim and in order', () => {
    const sentences = summary(PROSE);
    assert.equal(sentences.length, 3);
    let at = 0;
    for (const sentence of sentences) {
      at = PROSE.indexOf(sentence, at);
      assert.ok(at >= 0, sentence);
    }
    assert.equal(sentences[0], 'Bread is a staple food made of flour, water and yeast.');
  });
  it('takes points of lists but no headings, fragments, code, tables, frontmatter or links', () => {
    const long = summary(PROSE, 'long').join('\n');
    assert.match(long, /Wheat flour gives an elastic dough/);
    for (const absent of ['Kinds of flour', 'bake --hot', 'gluten', 'MOC', 'https:', '# ', 'baking]']) {
      assert.ok(!long.includes(absent), absent);
    }
  });
  it('shows words without their markup', () => {
    const [sentence] = summary(
      '**Bread** is _made_ of [good flour](flour.md), `salt` and [[Water|clean water]].',
    );
    assert.equal(sentence, 'Bread is made of good flour, salt and clean water.');
  });
  it('is in the language of the note', () => {
    const japanese =
      '輪行とは自転車を袋に入れて運ぶことである。前輪と後輪を外してフレームに固定する。\n\n電車に乗る前に袋へしまう必要がある。';
    const sentences = summary(japanese, 'short', '輪行');
    assert.equal(sentences.length, 3);
    assert.ok(sentences.every((sentence) => japanese.includes(sentence) && sentence.endsWith('。')));
    const korean = summary(
      '빵은 밀가루와 물과 효모로 만든 음식이다. 따뜻할 때 먹으면 아주 맛있다.',
      'short',
      '빵',
    );
    assert.deepEqual(korean, ['빵은 밀가루와 물과 효모로 만든 음식이다.', '따뜻할 때 먹으면 아주 맛있다.']);
  });
  it('is short for a short note and empty for one without prose', () => {
    assert.deepEqual(summary('# Bread\n\nBread is made of flour and water.\n'), [
      'Bread is made of flour and water.',
    ]);
    assert.deepEqual(summary('# Bread\n\n- [[a]]\n- [[b]]\n'), []);
    assert.deepEqual(summary(''), []);
  });

  it('leaves out where a sentence was found, and the tags behind it', () => {
    const note = [
      '# Starter',
      '',
      '- A starter is flour and water in which yeast lives ([View Highlight](https://read.example/1))',
      '- Feed the starter once a day when it stands in a warm kitchen. — location: [227](kindle://book?l=227) ^ref-9',
      '- The starter floats in water when it holds enough gas to raise bread. #baking #method/slow',
      '',
    ];
    assert.deepEqual(summary(note.join('\n'), 'short', 'Starter'), [
      'A starter is flour and water in which yeast lives',
      'Feed the starter once a day when it stands in a warm kitchen.',
      'The starter floats in water when it holds enough gas to raise bread.',
    ]);
  });

  it('keeps a link that the sentence needs, and one into the vault', () => {
    const own = '# Starter\n\nWild yeast and flour make what bakers call a sponge ([levain](levain.md))\n';
    assert.deepEqual(summary(own, 'short', 'Starter'), [
      'Wild yeast and flour make what bakers call a sponge (levain)',
    ]);
  });

  const commands = Array.from({ length: 20 }, (_, i) => `- \`oven --heat ${i} --for ${i} minutes\``).join(
    '\n',
  );
  const aside = 'The fan of this one must be off or the crust gets far too hard.';

  it('of a list of commands takes what introduces it, no aside', () => {
    const intro =
      'Oven is the program that heats what stands in the kitchen. It takes one command at a time.';
    const note = `# oven\n\n${intro}\n\n## Heat\n\n${commands}\n\n## Cool\n\n${aside}\n\n${commands}\n`;
    assert.equal(summary(note, 'short', 'oven').join(' '), intro);
  });

  it('of a list of commands that nothing introduces says nothing', () => {
    const note = `# oven\n\n## Heat\n\n${commands}\n\n## Cool\n\n${aside} ${aside.replace('fan', 'door')}\n\n${commands}\n`;
    assert.deepEqual(summary(note, 'short', 'oven'), []);
  });

  it('takes no sentence that only names the note', () => {
    const note =
      '# How to keep a rye starter\n\n- Full title: How to keep a rye starter!\n\nFlour and water are all that wild yeast needs for years.\n';
    assert.deepEqual(summary(note, 'short', 'How to keep a rye starter'), [
      'Flour and water are all that wild yeast needs for years.',
    ]);
  });
  it('says nothing twice', () => {
    const twice = 'Bread is made of flour, water and yeast.\n\nBread is made of flour, water and yeast!\n';
    assert.equal(summary(twice).length, 1);
  });
  it('is made of statements, not of things to buy, bookmarks, names, labels of links or who said so', () => {
    const note = [
      '# Bread',
      '- Two large wooden spoons.',
      '- [Rye](https://example.com): everything that a baker has to know about rye.',
      '- Ada Baker, Head of Baking at The Old Mill, Little Town',
      '- and so on with the rest of the loaf until it is gone',
      '- Bread keeps longest where the air is dry and not too warm',
      '',
      '> Nobody who has bread at home is ever wholly lost in this world.',
      '>',
      '> — Ada Baker, on the radio in the spring of last year.',
    ].join('\n');
    assert.deepEqual(summary(note), [
      'Bread keeps longest where the air is dry and not too warm',
      'Nobody who has bread at home is ever wholly lost in this world.',
    ]);
  });
  it('comes from all that the note is about rather than from its first section alone', () => {
    const intro =
      'Bread is flour and water that were baked. Bread is eaten at breakfast. Bread is old as the hills.';
    const storage = Array.from(
      { length: 5 },
      (_, day) => `- On day ${day} the crust wants paper and the crumb wants a box.`,
    );
    const sentences = summary(`# Bread\n\n## What\n\n${intro}\n\n## Keeping it\n\n${storage.join('\n')}\n`);
    assert.equal(sentences[0], 'Bread is flour and water that were baked.');
    assert.match(sentences.at(-1)!, /crust wants paper/);
  });
  it('is none, and no failure, where nothing in the note is worth it', async () => {
    const note = noteOf('# Bread\n\n- Flour.\n- Water from the tap.\n- A pinch of salt.\n');
    const input = { note, length: 'short' as const };
    const outcome = await runTask(summarizeTask(), input, engine, new AbortController().signal);
    assert.deepEqual(outcome, { kind: 'done', suggestions: [], dropped: [], usage: undefined });
  });
  it('keeps to the part that is asked about', () => {
    const start = PROSE.indexOf('## Dough');
    const note = { ...noteOf(PROSE), part: { start, end: PROSE.length } };
    const { sentences } = engine.reply('summarize', { note, length: 'short' });
    assert.ok(sentences.length > 0 && sentences.every((sentence) => PROSE.indexOf(sentence) > start));
  });
});

function mention(path: string, start: number, score: number): MentionCandidate {
  return { path, title: path, quote: 'word', start, end: start + 4, sentence: 'word', score };
}

describe('links by the built-in engine', () => {
  const words = (count: number): NoteText => noteOf('word '.repeat(count));
  const placesOf = (note: NoteText, mentions: readonly MentionCandidate[]): number[] =>
    engine.reply('suggestLinks', { note, mentions, related: [] }).mentions.map(({ candidate }) => candidate);

  it('are likely ones, the best first, at most one for sixty words', () => {
    const mentions = [mention('a.md', 0, 0.6), mention('b.md', 5, 0.9), mention('c.md', 10, 0.2)];
    assert.deepEqual(placesOf(words(59), mentions), []);
    assert.deepEqual(placesOf(words(60), mentions), [2]);
    assert.deepEqual(placesOf(words(600), mentions), [2, 1]);
  });
  it('lead to a note once, from the text or from the list below it', () => {
    const related = ['a.md', 'd.md'].map((path) => ({
      path,
      title: path,
      excerpt: '',
      isMoc: false,
      score: 0.8,
      why: 'links to this note',
    }));
    const mentions = [mention('a.md', 0, 0.8), mention('a.md', 10, 0.9)];
    const reply = engine.reply('suggestLinks', { note: words(300), mentions, related });
    assert.deepEqual(
      reply.mentions.map(({ candidate }) => candidate),
      [2],
    );
    assert.deepEqual(
      reply.related.map(({ candidate }) => candidate),
      [2],
    );
    const { mentions: none, related: instead } = engine.reply('suggestLinks', {
      note: words(30),
      mentions,
      related,
    });
    assert.deepEqual(none, []);
    assert.deepEqual(
      instead.map(({ candidate }) => candidate),
      [1, 2],
      'a note for which the text has no room goes below it',
    );
  });
});

describe('tags by the built-in engine', () => {
  const tag = (name: string, score: number) => ({
    tag: name,
    uses: 3,
    whenToUse: undefined,
    score,
    why: 'used nearby',
  });

  it('are likely ones, at most as many as asked for, with a new one only where there are next to none', () => {
    const candidates = [tag('a', 0.9), tag('b', 0.8), tag('c', 0.7), tag('d', 0.05)];
    const some = engine.reply('suggestTags', { note: noteOf(''), candidates, newTagIdeas: ['idea'], max: 2 });
    assert.deepEqual(
      some.tags.map(({ candidate }) => candidate),
      [1, 2],
    );
    assert.deepEqual(some.newTags, []);
    const none = engine.reply('suggestTags', {
      note: noteOf(''),
      candidates: [],
      newTagIdeas: ['x', 'y'],
      max: 5,
    });
    assert.deepEqual(
      none.newTags.map((one) => one.tag),
      ['x'],
    );
    const enough = engine.reply('suggestTags', {
      note: noteOf('', ['p', 'q']),
      candidates: [],
      newTagIdeas: ['x'],
      max: 5,
    });
    assert.deepEqual(enough.newTags, []);
  });
});

describe('the built-in engine as a provider', () => {
  const note = noteOf(PROSE, ['baking']);
  const input: EnrichInput = {
    note,
    summarize: { note, length: 'short' },
    tags: {
      note,
      candidates: [{ tag: 'food', uses: 4, whenToUse: undefined, score: 0.8, why: 'used nearby' }],
      newTagIdeas: ['sourdough bread'],
      max: 5,
    },
    links: { note, mentions: [], related: [] },
    mocs: {
      note,
      candidates: [
        { path: 'Kitchen MOC.md', title: 'Kitchen MOC', members: 4, score: 0.9, why: 'near' },
        { path: 'Garden MOC.md', title: 'Garden MOC', members: 4, score: 0.4, why: 'far' },
      ],
    },
  };

  it('answers every part of enriching in a form that the checks take whole', async () => {
    const outcome = await runTask(enrichTask(), input, engine, new AbortController().signal);
    assert.equal(outcome.kind, 'done');
    assert.deepEqual(outcome.dropped, []);
    assert.deepEqual(
      outcome.suggestions.map(({ kind }) => kind),
      ['summary', 'tag', 'moc'],
    );
  });
  it('is no language model and says so', () => {
    assert.deepEqual(
      [engine.id, engine.label, engine.isLanguageModel],
      ['builtIn', 'Built-in engine', false],
    );
  });
  it('is cancelled by a signal', async () => {
    const request: ProviderRequest = {
      task: 'enrich',
      promptVersion: enrichPrompt().version,
      input,
      messages: [],
      schema: {},
      maxOutputTokens: 0,
    };
    assert.deepEqual(await engine.answer(request, AbortSignal.abort()), { kind: 'cancelled' });
  });
});
