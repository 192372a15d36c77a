/**
 * What became of the tests that ran, each under the suites that it stands in. Tests that drive a whole VS Code
 * share a window with their suite and the machine with everybody, so a suite in which one fails gets a second try
 * in a fresh VS Code, as Playwright's `retries` do in CI; a test that passes only then is told as flaky.
 */
export class Results {
  readonly #passed = new Map<string, readonly string[]>();
  readonly #failed = new Map<string, readonly string[]>();
  readonly #failedBefore = new Set<string>();

  /** @param path the titles of the suites from the top, and of the test or the hook */
  add(path: readonly string[], state: 'passed' | 'failed'): void {
    (state === 'passed' ? this.#passed : this.#failed).set(title(path), path);
  }

  get passed(): number {
    return this.#passed.size;
  }

  get failed(): number {
    return this.#failed.size;
  }

  /** Titles of what failed in a first try and not in the second. */
  get flaky(): readonly string[] {
    return [...this.#failedBefore].filter((one) => !this.#failed.has(one));
  }

  /**
   * Forgets what is known of the topmost suites that hold a failure, for a second try of them.
   *
   * @returns what selects these suites' tests among all, for mocha's `grep`
   */
  tryAgain(): RegExp {
    const suites = new Set([...this.#failed.values()].map(([top]) => top));
    for (const one of this.#failed.keys()) this.#failedBefore.add(one);
    for (const known of [this.#passed, this.#failed]) {
      for (const [one, [top]] of known) if (suites.has(top)) known.delete(one);
    }
    const names = [...suites].map((top = '') => top.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^(?:${names.join('|')})(?: |$)`);
  }

  /** Prints what was flaky, and the closing count that `.ci/run` reads. */
  print(): void {
    for (const one of this.flaky) console.log(`flaky: failed once, passed in a fresh VS Code: ${one}`);
    console.log(`${this.passed} passed, ${this.failed} failed`);
  }
}

/** A test's suites and name in one line. */
export function title(path: readonly string[]): string {
  return path.join(' › ');
}
