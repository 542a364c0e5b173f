import { expect, test } from 'vitest';
import type { AnyEvent } from '../../shared/domain/entry.ts';
import type { Person } from '../../shared/domain/person.ts';
import { toAuditRow } from './auditRows.ts';

const names = { person: (id: string) => id, customer: (id: string) => id, column: (_board: string, id: string) => id };

function summaryOf(...events: AnyEvent[]): string {
  const entry = { board: '@', seq: 1, commandId: 'c', person: 'ada', at: '2026-03-02T12:00:00.000Z', events };
  return toAuditRow(entry, names).summary;
}

test('what comes in numbers is counted, in the words of the settings', () => {
  const added = Array.from({ length: 6 }, (_, index): AnyEvent => {
    const person: Person = { id: `p${index}`, name: `Person ${index}`, preset: 'engineer', hue: index };
    return { type: 'personAdded', person };
  });

  expect(summaryOf(...added)).toBe('added 6 people');
  expect(summaryOf(...added.slice(0, 1))).toBe('added Person 0 (engineer)');
});
