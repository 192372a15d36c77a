import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Mocha from 'mocha';
import { endOnSignals } from '../support/host/processes.ts';
import { serverHostRunsHere } from '../support/host/provision.ts';
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

endOnSignals();
console.log('UI tests: the packaged extension in the VS Code server, in a headless browser.');
const mocha = new Mocha({ timeout: 90_000, reporter: PlainSpec, grep: process.argv[2], slow: 10_000 });
const folder = dirname(fileURLToPath(import.meta.url));
for (const name of readdirSync(folder)) {
  if (name.endsWith('.test.js')) mocha.addFile(join(folder, name));
}
await mocha.loadFilesAsync();
const runner = await new Promise<Mocha.Runner>((resolve) => {
  const started = mocha.run(() => resolve(started));
});
await endSharedSession();
const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
if (pending > 0) console.log(`${pending} pending`);
console.log(`${passes} passed, ${failures} failed`);
process.exit(failures === 0 && passes > 0 ? 0 : 1);
