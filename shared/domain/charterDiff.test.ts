import { expect, test } from 'vitest';
import type { Charter, CharterLine } from './charter.ts';
import { charterDiff } from './charterDiff.ts';
import { clashesOf, mergedCharter } from './charterMerge.ts';
import type { Line } from './line.ts';
import { standardCharter } from './standardCharter.ts';

function withLine(charter: Charter, line: Line, changes: Partial<CharterLine>): Charter {
  return { ...charter, lines: charter.lines.map((one) => (one.line === line ? { ...one, ...changes } : one)) };
}

function lineIn({ lines }: Charter, line: Line): CharterLine | undefined {
  return lines.find((one) => one.line === line);
}

const payments = { domain: 'Payments', intents: ['payouts'], required: ['problem'] } as const;

test('the same charter has no differences', () => {
  expect(charterDiff(standardCharter, { ...standardCharter, version: 4 })).toEqual([]);
});

test('lists tell what they gained and lost, values what they were and are', () => {
  const after = withLine(standardCharter, 'L3', {
    scope: 'Code.',
    required: ['problem', 'impact', 'endpoint', 'error', 'workspace', 'hypothesis', 'log'],
  });

  const changes = charterDiff(standardCharter, after);

  const place = { kind: 'line', line: 'L3' };
  expect(changes).toEqual([
    { place, kind: 'value', field: 'scope', from: lineIn(standardCharter, 'L3')?.scope, to: 'Code.' },
    { place, kind: 'list', field: 'required', added: ['log'], removed: ['steps'] },
  ]);
});

test('a list in another order differs without gaining or losing anything', () => {
  const triggers = [...(lineIn(standardCharter, 'L2')?.triggers ?? [])].reverse();

  const changes = charterDiff(standardCharter, withLine(standardCharter, 'L2', { triggers }));

  expect(changes).toMatchObject([{ field: 'triggers', added: [], removed: [] }]);
});

test('domains come, go and are the same under other letters', () => {
  const before = { ...standardCharter, domains: [payments, { ...payments, domain: '10dlc' }] };
  const after = {
    ...standardCharter,
    domains: [
      { ...payments, domain: '10DLC' },
      { ...payments, domain: 'Tax' },
    ],
  };

  const changes = charterDiff(before, after);

  expect(changes).toMatchObject([
    { place: { domain: '10DLC' }, kind: 'value', field: 'name', from: '10dlc', to: '10DLC' },
    { place: { domain: 'Tax' }, kind: 'added' },
    { place: { domain: 'Payments' }, kind: 'removed' },
  ]);
});

test('the rules for all are compared too', () => {
  const after = { ...standardCharter, jump: { ...standardCharter.jump, allowed: false } };

  expect(charterDiff(standardCharter, after)).toEqual([
    { place: { kind: 'rule', rule: 'jump' }, kind: 'value', field: 'allowed', from: true, to: false },
  ]);
});

test('what two people changed in different places stands side by side', () => {
  const base = { ...standardCharter, domains: [payments] };
  const mine = withLine(base, 'L1', { scope: 'Mine.', intents: ['how-to', 'refunds'] });
  const changed = withLine(base, 'L1', { intents: ['how-to', 'sign-in'], name: 'First' });
  const theirs = { ...changed, version: 1, domains: [] };

  const merged = mergedCharter({ base, mine, theirs });

  expect(merged.version).toBe(1);
  expect(lineIn(merged, 'L1')).toMatchObject({ name: 'First', scope: 'Mine.', intents: ['how-to', 'refunds'] });
  expect(merged.domains).toEqual([]);
  expect(clashesOf({ base, mine, theirs })).toBe(0);
});

test('where both changed a field mine stays, and it is counted', () => {
  const base = standardCharter;
  const mine = withLine(base, 'L1', { scope: 'Mine.', name: 'Front' });
  const theirs = withLine({ ...base, version: 1 }, 'L1', { scope: 'Theirs.', name: 'Front' });

  const merged = mergedCharter({ base, mine, theirs });

  expect(lineIn(merged, 'L1')?.scope).toBe('Mine.');
  expect(clashesOf({ base, mine, theirs })).toBe(1);
});

test('a domain that one edits and the other removes is kept', () => {
  const base = { ...standardCharter, domains: [payments] };
  const mine = { ...base, domains: [{ ...payments, intents: ['payouts', 'refunds'] }] };
  const theirs = { ...base, version: 1, domains: [] };

  expect(mergedCharter({ base, mine, theirs }).domains).toEqual(mine.domains);
  expect(mergedCharter({ base, mine: theirs, theirs: { ...mine, version: 1 } }).domains).toEqual(mine.domains);
});
