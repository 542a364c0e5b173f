import { expect, test } from 'vitest';
import { SavedLedger } from './savedLedger.ts';

test('[D21] an edit is saved when the message that carries it is confirmed, and not before', () => {
  const ledger = new SavedLedger();
  ledger.sent('step2');
  ledger.edited();
  ledger.sent('update');
  ledger.edited();
  ledger.sent('update');

  ledger.confirmed(1);
  expect(ledger.unsaved).toBe(2);
  ledger.confirmed(2);
  expect(ledger.unsaved).toBe(1);
  ledger.confirmed(3);
  expect(ledger.unsaved).toBe(0);
});

test('[D21] an edit made offline is saved with the step 2 of the next connection', () => {
  const ledger = new SavedLedger();
  ledger.edited();
  ledger.edited();

  ledger.sent('step2');
  expect(ledger.unsaved).toBe(2);
  ledger.confirmed(1);

  expect(ledger.unsaved).toBe(0);
});

test('[D21] an update that goes out before the step 2 says nothing about edits made before it', () => {
  const ledger = new SavedLedger();
  ledger.edited();
  ledger.edited();
  ledger.sent('update');

  ledger.confirmed(1);
  expect(ledger.unsaved).toBe(2);
  ledger.sent('step2');
  ledger.confirmed(2);

  expect(ledger.unsaved).toBe(0);
});

test('[D21] what was under way when a connection broke is unsaved until the next one says otherwise', () => {
  const ledger = new SavedLedger();
  ledger.sent('step2');
  ledger.edited();
  ledger.sent('update');

  ledger.disconnected();
  ledger.sent('step2');
  expect(ledger.unsaved).toBe(1);
  ledger.confirmed(1);

  expect(ledger.unsaved).toBe(0);
});

test('[D21] a confirmation never makes a saved edit unsaved again', () => {
  const ledger = new SavedLedger();
  ledger.sent('step2');
  ledger.edited();
  ledger.sent('update');
  ledger.confirmed(2);

  ledger.disconnected();
  ledger.sent('step2');
  ledger.confirmed(1);

  expect(ledger.unsaved).toBe(0);
});
