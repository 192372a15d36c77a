import assert from 'node:assert/strict';
import { findMentions } from '../../../src/core/vault/candidates/findMentions.ts';
import { chooseAmongMocs, findMocs } from '../../../src/core/vault/candidates/findMocs.ts';
import { findRelated } from '../../../src/core/vault/candidates/findRelated.ts';
import { findTagIdeas } from '../../../src/core/vault/candidates/findTagIdeas.ts';
import { findTags } from '../../../src/core/vault/candidates/findTags.ts';
import { profileNote, type NoteProfile } from '../../../src/core/vault/candidates/noteProfile.ts';
import { MentionIndex } from '../../../src/core/vault/mentions.ts';
import { SearchIndex } from '../../../src/core/vault/search.ts';
import { Vault } from '../../../src/core/vault/vault.ts';
import { notesFrom } from '../../support/vaultFixture.ts';

const KITCHEN = `
  == Kitchen MOC.md
  Everything about the kitchen.
  == Garden MOC.md
  Everything about the garden.
  == Bread.md
  ---
  tags: [baking, done]
  ---
  Up: [Kitchen MOC](Kitchen%20MOC.md)

  Bread of flour, water, salt and yeast. Bake it hot. Begins with a [[Starter]].
  == Rolls.md
  ---
  tags: [baking, Baking, done]
  ---
  Up: [Kitchen MOC](Kitchen%20MOC.md)

  Rolls of flour, water and yeast, baked hot. The dough begins with a [[Starter]].
  == Starter.md
  ---
  aliases: [sourdough starter]
  tags: [baking]
  ---
  Flour and water that ferment.
  == Roses.md
  ---
  tags: [garden, done]
  ---
  Up: [Garden MOC](Garden%20MOC.md)

  Prune roses in spring, above a bud.
  == Tulips.md
  ---
  tags: [garden, done]
  ---
  Up: [Garden MOC](Garden%20MOC.md)

  Plant tulips in autumn. Bulbs like a dry bed.
  == templates/note.md
  Flour, water, yeast, dough.
`;

function profileOf(
  text: string,
  accepts?: (path: string) => boolean,
  packed = KITCHEN,
  path = 'New.md',
): NoteProfile {
  const vault = new Vault();
  const search = new SearchIndex();
  const mentions = new MentionIndex();
  for (const [at, content] of notesFrom(packed)) {
    const note = vault.upsert(at, content);
    search.upsert(at, content, note);
    mentions.upsert(note);
  }
  const context = accepts === undefined ? { vault, search, mentions } : { vault, search, mentions, accepts };
  return profileNote(context, path, text);
}

const BAGELS =
  'Bagels are a dough of flour, water and yeast, boiled and then baked hot. They begin with a Starter.\n';

describe('related notes', () => {
  it('are those that are alike and those that alike notes link to', () => {
    const paths = findRelated(profileOf(BAGELS), 4).map(({ path }) => path);
    assert.deepEqual(new Set(paths), new Set(['Starter.md', 'Rolls.md', 'Bread.md', 'Kitchen MOC.md']));
  });
  it('leave out what is linked already, the note itself and templates', () => {
    const related = findRelated(profileOf(`${BAGELS} See [[Rolls]].`), 20).map(({ path }) => path);
    assert.ok(!related.includes('Rolls.md'));
    assert.ok(!related.includes('templates/note.md'));
    const own = findRelated(profileOf('Rolls of flour', undefined, KITCHEN, 'Rolls.md'), 20).map(
      ({ path }) => path,
    );
    assert.ok(!own.includes('Rolls.md'));
  });
  it('leave out what the context keeps back, in reasons as well', () => {
    const related = findRelated(
      profileOf(BAGELS, (path) => path !== 'Rolls.md' && path !== 'Bread.md'),
      20,
    );
    assert.ok(related.length > 0);
    assert.ok(related.every(({ path, why }) => path !== 'Rolls.md' && !/Rolls|Bread/.test(why)));
  });
  it('come with a score from 0 to 1, falling, and a reason', () => {
    const related = findRelated(profileOf(BAGELS), 20);
    related.forEach(({ score, why }, at) => {
      assert.ok(score > 0 && score < 1 && score <= (related[at - 1]?.score ?? 1));
      assert.ok(why.length > 5);
    });
  });
  it('do not bring up another MOC for a note that is filed', () => {
    const filed = profileOf(KITCHEN, undefined, KITCHEN, 'Bread.md');
    const scores = new Map(findRelated(filed, 20).map(({ path, score }) => [path, score]));
    assert.ok((scores.get('Garden MOC.md') ?? 0) < 0.05);
  });
  it('are none in an empty vault', () => {
    assert.deepEqual(findRelated(profileOf(BAGELS, undefined, ''), 5), []);
  });
});

describe('mentions to link', () => {
  it('carry the words, their place and the sentence around them', () => {
    const text = '# Bagels\n\nFirst line. They begin with a sourdough starter, e.g. of rye. Last.\n';
    const [mention] = findMentions(profileOf(text), 10);
    assert.equal(mention?.path, 'Starter.md');
    assert.equal(mention.quote, 'sourdough starter');
    assert.equal(text.slice(mention.start, mention.end), mention.quote);
    assert.equal(mention.sentence, 'They begin with a sourdough starter, e.g. of rye.');
  });
  it('are told once in a section, and not of notes that are linked', () => {
    const text = '# A\n\nTulips and roses, tulips.\n\n# B\n\nTulips. See [[Roses]].\n';
    assert.deepEqual(
      findMentions(profileOf(text), 10).map(({ path, start }) => [path, start]),
      [
        ['Tulips.md', text.indexOf('Tulips')],
        ['Tulips.md', text.lastIndexOf('Tulips')],
      ],
    );
  });
  it('count more where other notes link the same words', () => {
    const packed = [1, 2, 3, 4]
      .map((n) => `== n${n}.md\nA [proof](rise.md) of ${n}, and a plain crust.\n`)
      .join('');
    const mentions = findMentions(
      profileOf('The proof and the crust.', undefined, `${packed}== rise.md\n== Crust.md\n`),
      10,
    );
    const scores = Object.fromEntries(mentions.map(({ path, score }) => [path, score]));
    assert.ok(scores['rise.md']! > scores['Crust.md']!);
  });
});

describe('tags for a note', () => {
  it('are those of similar notes, in the spelling used most, each once', () => {
    const tags = findTags(profileOf(BAGELS), 10);
    assert.equal(tags[0]?.tag, 'baking');
    assert.equal(tags.filter(({ tag }) => /^baking$/i.test(tag)).length, 1);
    assert.equal(tags[0].uses, 3);
  });
  it('are first of all about the subject, not about the state of work', () => {
    const scores = Object.fromEntries(findTags(profileOf(BAGELS), 10).map(({ tag, score }) => [tag, score]));
    assert.ok(scores['baking']! > 2 * scores['done']!);
  });
  it('leave out what the note carries in any spelling', () => {
    assert.ok(findTags(profileOf(`${BAGELS}\n#Baking`), 10).every(({ tag }) => !/baking/i.test(tag)));
  });
  it('are found by their name in the title', () => {
    const [first] = findTags(profileOf('# My garden\n\nNothing else to say.\n'), 10);
    assert.equal(first?.tag, 'garden');
    assert.equal(first.why, 'stands in the title');
  });
  it('may be new: phrases that the note returns to and that others do not have', () => {
    const text = '# Cold brew\n\nCold brew takes a night. A cold brew keeps for a week in water.\n';
    assert.ok(findTagIdeas(profileOf(text), 3).some((idea) => idea.toLowerCase() === 'cold brew'));
  });
});

describe('new tags', () => {
  it('are none that the vault has in another spelling', () => {
    const text = '# Gardens\n\nGardens are for roses. Gardens need water. A rose garden is a Garden.\n';
    assert.ok(findTagIdeas(profileOf(text), 10).every((idea) => !/^gardens?$/i.test(idea)));
  });
  it('may be the title of the note, however short its words are', () => {
    const text =
      '# pre-commit\n\nHooks run before each commit. A commit waits for pre-commit. Commits are checked.\n';
    const ideas = findTagIdeas(profileOf(text, undefined, KITCHEN, 'pre-commit.md'), 5);
    assert.equal(ideas[0], 'pre-commit');
    assert.ok(!ideas.includes('pre'));
  });
  it('may be names in capitals, and no words that only stand in a longer phrase', () => {
    const text = '# Generative AI\n\nGenerative AI makes images. Where generative AI helps.\n';
    const ideas = findTagIdeas(profileOf(text), 10);
    assert.equal(ideas[0], 'Generative AI');
    assert.ok(!ideas.includes('Generative'));
  });
});

describe('MOCs for a note', () => {
  it('are those of similar notes, with their size', () => {
    const [first, second] = findMocs(profileOf(BAGELS), 5);
    assert.equal(first?.path, 'Kitchen MOC.md');
    assert.equal(first.members, 2);
    assert.equal(second?.path, 'Garden MOC.md');
    assert.ok(first.score > second.score);
  });
  it('leave out those that the note belongs to', () => {
    const mocs = findMocs(
      profileOf('Up: [[Kitchen MOC]]\n\nBread of flour.', undefined, KITCHEN, 'Bread.md'),
      5,
    );
    assert.deepEqual(
      mocs.map(({ path }) => path),
      ['Garden MOC.md'],
    );
  });
  it('are held back where notes like it in the same folder are in none', () => {
    const articles = Array.from(
      { length: 9 },
      (_, at) => `
  == Clips/Loaf ${at}.md
  Bread of flour, water, salt and yeast, clipping ${at}.`,
    ).join('');
    const [among] = findMocs(profileOf(BAGELS, undefined, KITCHEN + articles, 'Clips/Bagels.md'), 5);
    const [beside] = findMocs(profileOf(BAGELS, undefined, KITCHEN + articles), 5);
    assert.equal(among?.path, 'Kitchen MOC.md');
    assert.ok(among.score < 0.3 && beside!.score >= 0.3, `${among.score} ${beside!.score}`);
  });
  it('are held back for a note that names another note at its top, but not for one with a placeholder', () => {
    const scoreBelow = (top: string): number =>
      findMocs(profileOf(`### ${top}\n\n# Bagels\n\n${BAGELS}`), 5)[0]!.score;
    assert.ok(scoreBelow('[[Starter]]') < scoreBelow('[[YOUR MOC]]'));
  });
  it('are called likely where something speaks for them: of a note that is filed rightly, none', () => {
    const titles = (text: string, path: string): string[][] => {
      const { likely, others } = chooseAmongMocs(profileOf(text, undefined, KITCHEN, path), 5);
      return [likely, others].map((mocs) => mocs.map(({ title }) => title));
    };
    assert.deepEqual(titles(BAGELS, 'New.md'), [['Kitchen MOC'], ['Garden MOC']]);
    assert.deepEqual(titles(`Up: [[Kitchen MOC]]\n\n${BAGELS}`, 'Rolls.md'), [[], ['Garden MOC']]);
    const both =
      'Up: [[Kitchen MOC]]\n\nA bed of roses and tulips, pruned in spring and planted in autumn. #garden\n';
    assert.deepEqual(titles(both, 'Rolls.md'), [['Garden MOC'], []]);
  });
  it('follow the note’s tags', () => {
    const [first] = findMocs(profileOf('---\ntags: garden\n---\nShort and unlike all others.\n'), 5);
    assert.equal(first?.path, 'Garden MOC.md');
  });
});
