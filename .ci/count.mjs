// Adds up Vitest's JSON reports: node count.mjs <report>=<exit code> …
import { existsSync, readFileSync } from 'node:fs';

/** @typedef {{ status: string, assertionResults: { status: string }[] }} TestFile */
/** @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, testResults: TestFile[] }} Report */

const total = { passed: 0, failed: 0 };
for (const argument of process.argv.slice(2)) {
  const [report = '', exitCode] = argument.split('=');
  const count = read(report);
  // What failed outside of a test (lint, a crash, no report) is still one failure.
  if (exitCode !== '0' && count.failed === 0) count.failed = 1;
  console.log(`${report}: ${count.passed} passed, ${count.failed} failed, ${count.skipped} not run`);
  total.passed += count.passed;
  total.failed += count.failed;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

/** @param {string} file */
function read(file) {
  if (!existsSync(file)) return { passed: 0, failed: 0, skipped: 0 };
  /** @type {unknown} */
  const json = JSON.parse(readFileSync(file, 'utf8'));
  const report = /** @type {Report} */ (json);
  const { numPassedTests: passed, numFailedTests, numPendingTests: skipped } = report;
  return { passed, failed: numFailedTests + report.testResults.filter(isUnloaded).length, skipped };
}

/**
 * A test file that can't be loaded has no tests that could have failed.
 * @param {TestFile} file
 */
function isUnloaded({ status, assertionResults }) {
  return status === 'failed' && assertionResults.every((result) => result.status !== 'failed');
}
