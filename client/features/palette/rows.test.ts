import { expect, test } from 'vitest';
import type { Ticket } from '../../../shared/domain/ticket.ts';
import type { Binding } from '../../state/keys.svelte.ts';
import { aTag } from '../../../test/support/builders.ts';
import { actionRows, boardRows, matchingRows, roomRows } from './rows.ts';

const run = () => undefined;
const bindings: Binding[] = [
  { keys: '?', label: 'Keyboard shortcuts', group: 'Everywhere', run },
  { keys: 'j', label: 'Next card', group: 'Move around', run },
  { keys: 'i', label: 'Take it', group: 'Ticket', run, about: () => 'acme-12' },
  { keys: 'x', label: 'Select', group: 'Ticket', run, when: () => false },
  { keys: 'c', label: 'New ticket', group: 'Board', run },
];

test('what can be done with the ticket comes first and says with which', () => {
  const rows = actionRows(bindings, run);

  expect(rows.map(({ group, label }) => `${group}: ${label}`)).toEqual([
    'acme-12: Take it',
    'Board: New ticket',
    'Everywhere: Keyboard shortcuts',
  ]);
});

test('a room is found by its ticket and by what is asked', () => {
  const ticket = { id: 'acme-7', title: 'Payouts fail' } as Ticket;
  const tag = aTag({ ask: 'Is it SEPA?' });
  const rows = roomRows([{ ticket, board: { id: 'acme', title: 'Acme' }, tag, problem: '' }], run);

  expect(matchingRows(rows, 'sepa').map(({ label }) => label)).toEqual(['Payouts fail']);
});

test('a row is found by every word of its label, details and group', () => {
  const boards = boardRows([{ id: 'volvo', title: 'Volvo IT', sample: false, open: 8, done: 7_546 }], run);
  const rows = [...actionRows(bindings, run), ...boards];

  expect(matchingRows(rows, 'volvo board').map(({ id }) => id)).toEqual(['board volvo']);
  expect(matchingRows(rows, 'nothing like it')).toEqual([]);
  expect(matchingRows(rows, '')).toHaveLength(4);
});
