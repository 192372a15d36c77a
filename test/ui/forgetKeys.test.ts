import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { ChatServer } from '../support/chatServer.ts';
import { setUpEndpoint } from '../support/ui/runs.ts';
import { sharedSession, usingWindow } from '../support/ui/shared.ts';
import { until } from '../support/until.ts';

const key = 'sk-test-0123456789';

describe('Forget Keys', () => {
  const server = new ChatServer({
    latencyMs: 0,
    also: (request, response) => {
      const isLocked = request.headers.authorization !== `Bearer ${key}`;
      if (isLocked) response.writeHead(401, { 'content-type': 'application/json' }).end('{"error":{}}');
      return Promise.resolve(isLocked);
    },
  });
  let baseUrl = '';
  let origin = '';
  const window = usingWindow('test/fixtures/teahouse');

  before(async () => {
    baseUrl = await server.start();
    origin = new URL(baseUrl).origin;
    await window().untilRunning();
  });
  after(() => server.stop());

  it('has a key to forget once an endpoint was set up with one', async () => {
    await setUpEndpoint(window(), baseUrl, 'm', key);
    // No message is waited for: of many within a second VS Code shows the first ones only.
    const { settingsFile } = (await sharedSession()).server;
    await until('the choice to be kept', async () =>
      /"notewright\.openai\.model": "m"/.test(await readFile(settingsFile, 'utf8')),
    );
  });

  it('forgets the key alone where only it is ticked, and says that permissions stay', async () => {
    await window().command('Notewright: Forget Keys');
    await window().quickInput.titled(/^Forget keys and permissions$/);
    assert.deepEqual(await window().quickInput.labels(), [origin, 'Every permission to send notes']);
    await window().quickInput.tick([origin]);
    await window().screenshot('forget-keys');
    await window().quickInput.accept();
    await window().toast('The keys are forgotten. Permissions to send notes stay.');
    await window().openNote('Kettle.md');
    await window().command('Notewright: Summarize Note');
    // It is asked without a question, and without the key.
    await window().toast(/did not accept the key/);
  });

  it('takes every permission back, says so, and then nothing is sent without a new yes', async () => {
    await window().command('Notewright: Forget Keys');
    await window().quickInput.titled(/^Forget keys and permissions$/);
    assert.deepEqual(await window().quickInput.labels(), ['Every permission to send notes']);
    await window().quickInput.accept();
    await window().toast('Forgotten. Notewright asks again before it sends anything.');
    server.asked.clear();
    await window().openNote('Kettle.md');
    await window().command('Notewright: Summarize Note');
    assert.match(await window().modalText(), /Send notes to 127\.0\.0\.1/);
    await window().pressInModal('Not Now');
    assert.equal(server.asked.size, 0);
  });
});
