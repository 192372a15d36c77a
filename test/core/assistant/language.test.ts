import assert from 'node:assert/strict';
import { languageOf } from '../../../src/core/assistant/language.ts';
import { runTask } from '../../../src/core/assistant/task.ts';
import { summarizeTask } from '../../../src/core/assistant/tasks/summarize.ts';
import { ScriptedProvider } from '../../support/scriptedProvider.ts';

const SAMPLES: Readonly<Record<string, string>> = {
  English: 'The dough is ready when it has doubled, and that takes the whole night at room temperature.',
  German:
    'Der Teig ist fertig, wenn er sich verdoppelt hat, und das dauert mit der kalten Hefe die ganze Nacht.',
  French:
    'La pâte est prête quand elle a doublé, et cela prend toute la nuit dans une cuisine qui est froide.',
  Spanish:
    'La masa está lista cuando se ha doblado, y eso tarda toda la noche en una cocina que no es muy fría.',
  Italian:
    'L’impasto è pronto quando si è raddoppiato, e questo richiede tutta la notte con il lievito che è nel frigo.',
  Portuguese:
    'A massa está pronta quando dobra de volume, e isso não demora mais do que uma noite com o fermento.',
  Dutch: 'Het deeg is klaar als het twee keer zo groot is, en dat duurt de hele nacht in een koele keuken.',
  Swedish:
    'Degen är klar när den har blivit dubbelt så stor, och det tar hela natten i ett kök som är kallt.',
  Polish: 'Ciasto jest gotowe, gdy się podwoi, a to trwa całą noc w kuchni, która nie jest zbyt ciepła.',
  Japanese: '生地は二倍になったら出来上がりです。一晩かかります。',
  Chinese: '面团发到两倍大就好了，需要一整夜。',
  Korean: '반죽이 두 배로 부풀면 준비가 된 것입니다.',
  Cyrillic: 'Тесто готово, когда оно удвоится, и это занимает всю ночь.',
};

describe('the language of a text', () => {
  it('is told by script and function words', () => {
    for (const [language, text] of Object.entries(SAMPLES)) assert.equal(languageOf(text), language, text);
  });

  it('is not guessed', () => {
    for (const text of [
      '',
      'Rye.',
      'const a = 1; let b = 2; foo(bar, baz);',
      'Git Docker Kubernetes Terraform Ansible Jenkins',
    ]) {
      assert.equal(languageOf(text), undefined, text);
    }
  });
});

describe('a summary in the wrong language', () => {
  const note = { path: 'teig.md', title: 'Teig', text: SAMPLES['German']!, tags: [] };
  const wrong = JSON.stringify({
    sentences: ['The dough is ready when it is as large as it was and then as large again.'],
  });
  const right = JSON.stringify({ sentences: ['Der Teig ist fertig, wenn er sich verdoppelt hat.'] });
  const run = async (provider: ScriptedProvider) =>
    await runTask(summarizeTask(), { note, length: 'short' }, provider, new AbortController().signal);

  it('is asked for again, and told the fault', async () => {
    const provider = new ScriptedProvider([wrong, right]);
    const outcome = await run(provider);
    assert.equal(outcome.kind === 'done' && outcome.suggestions.length, 1);
    assert.match(provider.asked[0]!.messages[1]!.content, /^language: "German"$/m);
    assert.match(provider.asked[1]!.messages.at(-1)!.content, /it is in English, the note in German/);
  });

  it('is dropped the second time', async () => {
    const provider = new ScriptedProvider([wrong]);
    const outcome = await run(provider);
    assert.ok(outcome.kind === 'done');
    assert.deepEqual([outcome.suggestions.length, outcome.dropped.length, provider.asked.length], [0, 1, 2]);
  });
});
