import type { Reporter, TestModule } from 'vitest/node';

/** Ends every run with one line that can be read without scrolling. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) count[test.result().state] += 1;
      // A file that can't even be loaded has no tests to count.
      count.failed += module.errors().length;
    }
    const server = process.env['SWARMBOARD_TESTED_AGAINST'];
    const against = server ? ` (MongoDB suites against ${server})` : '';
    const numbers = `${String(count.passed)} passed, ${String(count.failed)} failed, ${String(count.skipped)} skipped`;
    console.log(`${numbers}${against}`);
  }
}
