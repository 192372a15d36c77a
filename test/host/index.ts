import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Mocha from 'mocha';
import { LineReporter } from '../support/host/lineReporter.ts';

/** VS Code calls this in the extension host, by way of `extensionTestsPath`. */
export async function run(): Promise<void> {
  const file = process.env.NOTEWRIGHT_TEST_REPORT;
  if (!file) throw new Error('NOTEWRIGHT_TEST_REPORT does not name a file to report to.');
  const mocha = new Mocha({
    // A limit for what hangs, not for what is slow: the machine may be busy with other work.
    timeout: 90_000,
    reporter: LineReporter,
    reporterOptions: { file },
    grep: process.env.NOTEWRIGHT_TEST_GREP,
  });
  const folder = dirname(fileURLToPath(import.meta.url));
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.test.js')) mocha.addFile(join(folder, name));
  }
  await mocha.loadFilesAsync();
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} tests failed.`);
}
