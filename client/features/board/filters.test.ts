import { expect, test } from 'vitest';
import type { Ticket } from '../../../shared/domain/ticket.ts';
import { carryOut } from '../../../test/support/builders.ts';
import { aBoard } from '../../../test/support/builders.ts';
import { changedQuery, parseQuery } from '../../state/query.ts';
import { type Filters, filtered, isFiltering, noFilters, readFilters, toggled, writeFilters } from './filters.ts';
import { filterText, isSameFilter, shownView } from './views.ts';

function aTicket(more: Partial<Ticket> = {}): Ticket {
  const board = carryOut(aBoard(), { type: 'openTicket', title: 'Webhooks arrive twice', customer: 'Acme' });
  const [ticket] = board.tickets.values();
  return { ...ticket!, ...more };
}

const ids = (tickets: readonly Ticket[]) => tickets.map(({ id }) => id);
const by = (filters: Partial<Filters>) => ({ ...noFilters, ...filters });

test('filters survive the address bar', () => {
  const filters = by({
    owners: ['me', 'none'],
    customers: ['Müller & Söhne'],
    priorities: ['urgent'],
    intents: ['webhooks', '10dlc'],
    products: ['Billing'],
    text: 'error 500 + retry',
  });

  const address = changedQuery(parseQuery('peek=acme-1'), writeFilters(filters));

  expect(readFilters(parseQuery(address))).toEqual(filters);
  expect(parseQuery(address).get('peek')).toBe('acme-1');
});

test('cleared filters leave nothing behind in the address', () => {
  const before = parseQuery('owner=me&q=x&customer=Acme');

  expect(changedQuery(before, writeFilters(noFilters))).toBe('');
});

test('a priority that does not exist is ignored', () => {
  expect(readFilters(parseQuery('priority=asap&priority=low')).priorities).toEqual(['low']);
});

test('values of one filter widen it, filters narrow each other', () => {
  const tickets = [
    aTicket({ id: 'acme-1', customer: 'Acme', priority: 'urgent' }),
    aTicket({ id: 'acme-2', customer: 'Globex', priority: 'urgent' }),
    aTicket({ id: 'acme-3', customer: 'Acme', priority: 'low' }),
    aTicket({ id: 'acme-4', customer: 'Initech', priority: 'urgent' }),
  ];

  const left = filtered(tickets, by({ customers: ['Acme', 'Globex'], priorities: ['urgent'] }), 'ada');

  expect(ids(left)).toEqual(['acme-1', 'acme-2']);
});

test('mine is whoever looks, and nobody is nobody', () => {
  const tickets = [
    aTicket({ id: 'acme-1', owner: 'ada' }),
    aTicket({ id: 'acme-2', owner: 'bo' }),
    aTicket({ id: 'acme-3' }),
  ];

  expect(ids(filtered(tickets, by({ owners: ['me'] }), 'ada'))).toEqual(['acme-1']);
  expect(ids(filtered(tickets, by({ owners: ['none'] }), 'ada'))).toEqual(['acme-3']);
  expect(ids(filtered(tickets, by({ owners: ['me', 'bo'] }), 'ada'))).toEqual(['acme-1', 'acme-2']);
});

test('every word must occur somewhere, in any case', () => {
  const tickets = [
    aTicket({ id: 'acme-1', title: 'Payout delayed', intents: ['payments'] }),
    aTicket({ id: 'acme-2', title: 'Payout delayed', customer: 'Globex' }),
  ];

  expect(ids(filtered(tickets, by({ text: 'PAYOUT globex' }), 'ada'))).toEqual(['acme-2']);
  expect(ids(filtered(tickets, by({ text: 'acme-1' }), 'ada'))).toEqual(['acme-1']);
});

test('without filters it is the very same list', () => {
  const tickets = [aTicket()];

  expect(filtered(tickets, noFilters, 'ada')).toBe(tickets);
  expect(isFiltering(noFilters)).toBe(false);
});

test('a value is switched on and off', () => {
  const on = toggled(noFilters, 'intents', 'api');
  const off = toggled(on, 'intents', 'api');

  expect(on.intents).toEqual(['api']);
  expect(off).toEqual(noFilters);
});

test('a board can be narrowed to what is suspected to be a bug', () => {
  const suspected = aTicket({ bug: { by: 'ada', at: '2026-11-03', why: 'It crashes' } });
  const bugs = readFilters(parseQuery('bug=1'));

  expect(filtered([aTicket({ id: 'acme-2' }), suspected], bugs, undefined)).toEqual([suspected]);
  expect(isFiltering(bugs)).toBe(true);
});

test('a saved view is its filters, whatever else its address says', () => {
  const view = shownView({ id: 'v', title: 'Bugs', filter: 'bug=1&peek=acme-1&priority=asap&intent=sms' });

  expect(filterText(view.filters)).toBe('intent=sms&bug=1');
  expect(isSameFilter(view.filters, readFilters(parseQuery('bug=1&intent=sms&view=v')))).toBe(true);
  expect(isSameFilter(view.filters, noFilters)).toBe(false);
});
