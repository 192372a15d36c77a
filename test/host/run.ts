import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { findBrowser, launchBrowser } from '../support/host/browser.ts';
import { chooseHost } from '../support/host/chooseHost.ts';
import { cacheFolder } from '../support/host/cacheFolder.ts';
import { CodeServer } from '../support/host/codeServer.ts';
import type { ReportLine } from '../support/host/lineReporter.ts';
import { endOnSignals } from '../support/host/processes.ts';
import { projectRoot } from '../support/host/projectRoot.ts';
import { provisionServerHost } from '../support/host/provision.ts';
import { makeVsix } from '../support/host/vsix.ts';
import { Results, title } from '../support/results.ts';

/** A run that says nothing for this long has hung. */
const silenceLimit = 120_000;
const fixtureExtension = join(projectRoot, 'test', 'support', 'fixture-extension');
const testsPath = join(projectRoot, 'out', 'test', 'host', 'index.js');

/** Follows the report file while the tests run, prints it, and adds it to the results. */
class ReportReader {
  pending = 0;
  ended = false;
  readonly #file: string;
  readonly #results: Results;
  #read = 0;
  #lastNews = Date.now();

  constructor(file: string, results: Results) {
    this.#file = file;
    this.#results = results;
  }

  /** Reads what is new. */
  async poll(): Promise<void> {
    if (!existsSync(this.#file)) return;
    const lines = (await readFile(this.#file, 'utf8')).split('\n').slice(0, -1);
    for (const line of lines.slice(this.#read)) this.#take(JSON.parse(line) as ReportLine);
    if (lines.length > this.#read) this.#lastNews = Date.now();
    this.#read = lines.length;
  }

  get silentFor(): number {
    return Date.now() - this.#lastNews;
  }

  #take(line: ReportLine): void {
    if (line.kind === 'end') {
      this.ended = true;
      return;
    }
    const mark = { pass: '✔', fail: '✘', pending: '-' }[line.kind];
    console.log(`  ${mark} ${title(line.path)} (${line.ms} ms)`);
    if (line.kind === 'pending') {
      this.pending++;
      return;
    }
    this.#results.add(line.path, line.kind === 'pass' ? 'passed' : 'failed');
    if (line.kind === 'fail') console.log(line.error.replace(/^/gm, '      '));
  }
}

/** One run in a fresh VS Code on a fresh copy of the vault. */
interface HostRun {
  readonly workspace: string;
  /** The file that the tests report to. */
  readonly report: string;
  readonly reader: ReportReader;
  /** Which tests, for mocha. */
  readonly grep: string | undefined;
}

async function runInServer({ workspace, report, reader, grep }: HostRun): Promise<void> {
  const host = await provisionServerHost(console.log);
  const vsix = await makeVsix(fixtureExtension, join(report, '..', 'fixture.vsix'));
  const server = await CodeServer.start({
    host,
    extensions: [vsix],
    smokeTestDriver: true,
    env: hostEnvironment(report, grep),
  });
  const browser = await launchBrowser(findBrowser(host));
  try {
    const page = await browser.newPage();
    let exit: number | undefined;
    const log: string[] = [];
    await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
      log.push(`${type}: ${args.map(String).join(' ')}`);
    });
    await page.exposeFunction('codeAutomationExit', (code: number) => (exit = code));
    const remote = (path: string): string => server.origin.replace('http:', 'vscode-remote:') + path;
    const payload = JSON.stringify([
      ['extensionDevelopmentPath', remote(projectRoot)],
      ['extensionTestsPath', remote(testsPath)],
      ['skipWelcome', 'true'],
    ]);
    await page.goto(`${server.url(workspace)}&payload=${encodeURIComponent(payload)}`);
    while (exit === undefined && !reader.ended && reader.silentFor < silenceLimit) {
      await sleep(200);
      await reader.poll();
    }
    await reader.poll();
    if (!reader.ended) console.log(`The extension host stopped reporting.\n${log.slice(-40).join('\n')}`);
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function runInElectron({ workspace, report, reader, grep }: HostRun): Promise<void> {
  const vscodeExecutablePath = await downloadAndUnzipVSCode({ cachePath: join(cacheFolder(), 'desktop') });
  const running = runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: [projectRoot, fixtureExtension],
    extensionTestsPath: testsPath,
    extensionTestsEnv: hostEnvironment(report, grep),
    launchArgs: [
      workspace,
      '--disable-workspace-trust',
      '--skip-welcome',
      '--user-data-dir',
      join(report, '..', 'data'),
    ],
  });
  // A failed test makes it reject as well; the report says which.
  await running.catch((error: unknown) => console.log(String(error)));
  await reader.poll();
}

function hostEnvironment(report: string, grep: string | undefined): Record<string, string> {
  const env: Record<string, string> = { NOTEWRIGHT_TEST_REPORT: report };
  if (grep) env.NOTEWRIGHT_TEST_GREP = grep;
  return env;
}

endOnSignals();
const choice = await chooseHost();
console.log(
  `In-host tests: ${choice.kind === 'server' ? 'the VS Code server' : 'desktop VS Code'}, because ${choice.why}.`,
);

async function run(results: Results, grep: string | undefined): Promise<ReportReader> {
  const folder = await mkdtemp(join(tmpdir(), 'notewright-host-'));
  const workspace = join(folder, 'vault');
  await mkdir(workspace);
  await cp(join(projectRoot, 'test', 'fixtures', 'teahouse'), workspace, { recursive: true });
  const report = join(folder, 'report.jsonl');
  const reader = new ReportReader(report, results);
  await (choice.kind === 'server' ? runInServer : runInElectron)({ workspace, report, reader, grep });
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  if (reader.pending > 0) console.log(`${reader.pending} pending`);
  return reader;
}

const grep = process.argv[2];
let results = new Results();
let { ended } = await run(results, grep);
// Who runs one test wants to see it fail.
if (grep === undefined && !ended) {
  console.log('Once more, in a fresh VS Code, since it did not come to an end:');
  results = new Results();
  ({ ended } = await run(results, grep));
} else if (grep === undefined && results.failed > 0) {
  console.log('Once more, in a fresh VS Code, the suites in which a test failed:');
  ({ ended } = await run(results, String(results.tryAgain())));
}
results.print();
process.exit(ended && results.failed === 0 && results.passed > 0 ? 0 : 1);
