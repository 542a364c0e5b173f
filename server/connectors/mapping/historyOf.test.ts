import { expect, test } from 'vitest';
import type { TicketHistory } from '../../ports/histories.ts';
import type { SourceCase } from '../sourceCase.ts';
import { compileMapping } from './compile.ts';
import { historyOf } from './historyOf.ts';
import { mappingSchema } from './mapping.ts';

type Row = Record<string, string>;

function aCase(...rows: Row[]): SourceCase {
  return {
    kind: 'case',
    id: 'T-1',
    line: 2,
    fields: {},
    events: rows.map((fields, index) => ({ line: index + 2, fields })),
  };
}

const desk = {
  format: 'csv',
  system: 'desk',
  id: 'id',
  time: { field: 'at', format: 'iso', zone: 'UTC' },
  activity: '{status}',
  states: [
    { when: { status: 'New' }, state: 'queued' },
    { when: { status: ['Open', 'Reopened'] }, state: 'working' },
    { when: { status: { matches: '^Wait' } }, state: 'waiting' },
    { when: { status: 'Solved' }, state: 'resolved' },
    { when: { status: 'Odd' }, state: 'unknown' },
    { when: { status: 'Note' }, state: 'same' },
  ],
  ticket: { title: '{product} ticket {id}' },
};

function mapped(source: SourceCase, more: object = {}) {
  const items = historyOf(source, compileMapping(mappingSchema.parse({ ...desk, ...more })));
  const problems = items.flatMap((item) => (item.kind === 'problem' ? [item] : []));
  const history = items.flatMap((item) => (item.kind === 'history' ? [item.history] : []))[0];
  return { history, problems };
}

function told(history: TicketHistory | undefined): string[] {
  return history?.events.map(({ at, state }) => `${at.slice(5, 16)} ${state}`) ?? [];
}

const at = (time: string) => `2026-01-01T${time}`;

test('words become states; a note changes nothing, and a word that tells no state says so', () => {
  const { history } = mapped(
    aCase(
      { at: at('08:00'), status: 'New' },
      { at: at('09:00'), status: 'Waiting for vendor' },
      { at: at('10:00'), status: 'Note' },
      { at: at('11:00'), status: 'Odd' },
      { at: at('12:00'), status: 'Solved' },
      { at: at('13:00'), status: 'Note' },
    ),
  );

  expect(history?.events.map(({ state, stateUnknown }) => [state, stateUnknown ?? false])).toEqual([
    ['queued', false],
    ['waiting', false],
    ['waiting', false],
    ['waiting', true],
    ['resolved', false],
    ['resolved', false],
  ]);
});

test('an event that cannot be used is reported with its line and the rest of the ticket goes in', () => {
  const { history, problems } = mapped(
    aCase(
      { at: at('08:00'), status: 'New' },
      { status: 'Open' },
      { at: 'yesterday', status: 'Open' },
      { at: at('09:00'), status: 'Exploded' },
      { at: at('10:00'), status: 'Solved' },
    ),
  );

  expect(told(history)).toEqual(['01-01T08:00 queued', '01-01T10:00 resolved']);
  expect(problems.map(({ line, reason, ticket }) => [line, reason, ticket])).toEqual([
    [3, 'T-1: there is no at', false],
    [4, 'T-1: "yesterday" is not a time of the form iso', false],
    [5, 'T-1: no rule of the mapping says which state "Exploded" is', false],
  ]);
});

test('a ticket without any usable event is refused as a whole', () => {
  const { history, problems } = mapped(aCase({ status: 'New' }));

  expect(history).toBeUndefined();
  expect(problems.at(-1)).toMatchObject({ ticket: true, reason: 'T-1: none of its events can be used' });
});

test('events are sorted by time and then by their number when the file is in no order', () => {
  const source = aCase(
    { at: at('09:00'), status: 'Solved', n: '3' },
    { at: at('08:00'), status: 'New', n: '1' },
    { at: at('09:00'), status: 'Open', n: '2' },
  );

  const { history } = mapped(source, { order: 'time', tieBreak: 'n' });

  expect(told(history)).toEqual(['01-01T08:00 queued', '01-01T09:00 working', '01-01T09:00 resolved']);
});

test('a file whose order is its truth may not go back in time, unless the nearest possible time is asked for', () => {
  const source = aCase(
    { at: at('07:00'), opened: at('08:00'), status: 'New' },
    { at: at('11:00'), opened: at('08:00'), status: 'Open' },
    { at: at('10:00'), opened: at('08:00'), status: 'Solved' },
  );
  const ticket = { ...desk.ticket, openedAt: 'opened' };

  const refused = mapped(source, { ticket });
  const moved = mapped(source, { ticket, backwards: 'nearest' });

  expect(refused.history).toBeUndefined();
  expect(refused.problems).toMatchObject([{ line: 2, ticket: true }]);
  expect(told(moved.history)).toEqual(['01-01T08:00 queued', '01-01T10:00 working', '01-01T10:00 resolved']);
  expect(moved.history?.events.map(({ details }) => details?.['recorded'])).toEqual([
    at('07:00'),
    at('11:00'),
    undefined,
  ]);
});

test('in the hour that comes twice, the order of the file tells which one is meant', () => {
  const source = aCase(
    { at: '2013-10-27T02:50', status: 'New' },
    { at: '2013-10-27T02:10', status: 'Open' },
    { at: '2013-10-27T03:00', status: 'Solved' },
  );

  const { history } = mapped(source, { time: { ...desk.time, zone: 'Europe/Amsterdam' } });

  expect(told(history)).toEqual(['10-27T00:50 queued', '10-27T01:10 working', '10-27T02:00 resolved']);
});

test('only what is kept counts, and exact duplicates next to each other count once', () => {
  const source = aCase(
    { at: at('08:00'), status: 'New', phase: 'start' },
    { at: at('08:00'), status: 'New', phase: 'complete' },
    { at: at('09:00'), status: 'Open', phase: 'complete' },
    { at: at('09:00'), status: 'Open', phase: 'complete' },
    { at: at('09:00'), status: 'Reopened', phase: 'complete' },
  );

  const { history } = mapped(source, { keep: { phase: 'complete' }, duplicates: 'dropAdjacent' });

  expect(history?.events.map(({ activity }) => activity)).toEqual(['New', 'Open', 'Reopened']);
});

test('a ticket is described as it arrived; what is known at the end stands at the end', () => {
  const source = aCase(
    { at: at('08:00'), status: 'New', product: 'Phone', impact: 'Low', csat: '5', channel: 'Mail' },
    { at: at('09:00'), status: 'Solved', product: 'Tablet', impact: 'High', csat: '5', channel: 'Mail' },
  );

  const { history } = mapped(source, {
    ticket: {
      ...desk.ticket,
      product: '{product}',
      customer: '{customer}',
      intents: ['{product}', '{nothing}'],
      priority: { value: '{impact}', values: { High: 'high', Low: 'low' } },
    },
    opening: { channel: '{channel}' },
    details: { impact: '{impact}' },
    closing: { csat: '{csat}' },
    unknown: ['customer'],
  });

  expect(history).toMatchObject({
    openedAt: '2026-01-01T08:00:00.000Z',
    ticket: { title: 'Phone ticket T-1', product: 'Phone', customer: '', intents: ['Phone'], priority: 'low' },
    unknown: ['customer'],
  });
  expect(history?.events.map(({ details }) => details)).toEqual([
    { channel: 'Mail', impact: 'Low' },
    { impact: 'High', csat: '5' },
  ]);
});

test('the support line comes from the name of the team; who says no team stays where they were', () => {
  const line = {
    value: '{team}',
    rules: [
      { matches: ' 2nd 3rd$', line: '2/3' },
      { matches: ' 3rd$', line: '3' },
      { matches: ' 2nd$', line: '2' },
    ],
    otherwise: '1',
  };
  const rows = ['V30', 'V5 3rd', 'G96 2nd', 'V37 2nd 3rd', undefined].map((team) => ({
    at: at('08:00'),
    status: 'Open',
    ...(team && { team }),
  }));

  const { history } = mapped(aCase(...rows), { team: '{team}', line });

  expect(history?.events.map((event) => event.line)).toEqual(['1', '3', '2', '2/3', undefined]);
});

test('a row that is a whole ticket becomes its moments; one before the other, or none at all, is refused', () => {
  const moments = {
    time: { format: 'iso', zone: 'UTC' },
    moments: [
      { field: 'answered', activity: 'First response', when: { status: 'Open' }, state: 'working' },
      { field: 'answered', activity: 'First response', when: { status: 'Pending' }, state: 'waiting' },
      { field: 'solved', activity: 'Resolution', state: 'resolved' },
    ],
    activity: undefined,
    states: undefined,
  };

  const whole = mapped(aCase({ status: 'Open', answered: at('08:00'), solved: at('09:00') }), moments);
  const pending = mapped(aCase({ status: 'Pending', answered: at('08:00') }), moments);
  const twisted = mapped(aCase({ status: 'Open', answered: at('08:00'), solved: at('07:00') }), moments);
  const timeless = mapped(aCase({ status: 'Open' }), moments);

  expect(told(whole.history)).toEqual(['01-01T08:00 working', '01-01T09:00 resolved']);
  expect(told(pending.history)).toEqual(['01-01T08:00 waiting']);
  expect(twisted.problems[0]?.reason).toBe(`T-1: solved ${at('07:00')} is before answered ${at('08:00')}`);
  expect(timeless.problems[0]?.reason).toBe('T-1: it has no time: answered, solved are all empty');
});
