import { appendFileSync } from 'node:fs';
import { inspect } from 'node:util';
import Mocha from 'mocha';

/** One line of a report file: what happened to one test, or the end of the run. */
export type ReportLine =
  | { readonly kind: 'pass' | 'pending'; readonly path: readonly string[]; readonly ms: number }
  | { readonly kind: 'fail'; readonly path: readonly string[]; readonly ms: number; readonly error: string }
  | { readonly kind: 'end' };

/**
 * A mocha reporter that appends one JSON line to `reporterOptions.file` as each test ends. A file is the one
 * channel out of an extension host that works in every VS Code, and what is in it survives a crash of the host.
 */
export class LineReporter extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const { file } = options.reporterOptions as { file: string };
    const write = (line: ReportLine): void => appendFileSync(file, `${JSON.stringify(line)}\n`);
    const about = (test: Mocha.Test): { path: string[]; ms: number } => ({
      path: test.titlePath(),
      ms: test.duration ?? 0,
    });
    runner.on('pass', (test) => write({ kind: 'pass', ...about(test) }));
    runner.on('pending', (test) => write({ kind: 'pending', ...about(test) }));
    runner.on('fail', (test, error: Error) =>
      write({
        kind: 'fail',
        ...about(test),
        error: error.cause ? inspect(error) : (error.stack ?? String(error)),
      }),
    );
    runner.on('end', () => write({ kind: 'end' }));
  }
}
