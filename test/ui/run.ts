import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Mocha from 'mocha';
import { endOnSignals } from '../support/host/processes.ts';
import { serverHostRunsHere } from '../support/host/provision.ts';
import { Results } from '../support/results.ts';
import { endSharedSession } from '../support/ui/shared.ts';

if (!serverHostRunsHere) {
  console.log(
    `UI tests: left out, because they drive the VS Code server, which is for Linux x64 (this is ${process.platform} ${process.arch}).`,
  );
  process.exit(0);
}

/** The spec reporter without its closing count, which is printed plainly below. */
class PlainSpec extends Mocha.reporters.Spec {
  override epilogue(): void {
    if (this.failures.length > 0) Mocha.reporters.Base.list(this.failures);
  }
}

const results = new Results();
let pending = 0;

async function run(mocha: Mocha): Promise<void> {
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    runner.on('pass', (test) => results.add(test.titlePath(), 'passed'));
    runner.on('fail', (test) => results.add(test.titlePath(), 'failed'));
    runner.on('pending', () => pending++);
  });
  await endSharedSession();
}

endOnSignals();
console.log('UI tests: the packaged extension in the VS Code server, in a headless browser.');
const grep = process.argv[2];
const mocha = new Mocha({ timeout: 120_000, reporter: PlainSpec, grep, slow: 10_000 });
// So that it can run twice.
mocha.cleanReferencesAfterRun(false);
const folder = dirname(fileURLToPath(import.meta.url));
for (const name of readdirSync(folder)) {
  if (name.endsWith('.test.js')) mocha.addFile(join(folder, name));
}
await mocha.loadFilesAsync();
await run(mocha);
// Who runs one test wants to see it fail.
if (results.failed > 0 && grep === undefined) {
  console.log('Once more, in a fresh VS Code, the suites in which a test failed:');
  mocha.grep(results.tryAgain());
  await run(mocha);
}
if (pending > 0) console.log(`${pending} pending`);
results.print();
process.exit(results.failed === 0 && results.passed > 0 ? 0 : 1);
