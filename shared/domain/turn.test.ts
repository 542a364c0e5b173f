import { describe, expect, test } from 'vitest';
import type { Tag } from './tag.ts';
import type { Ticket } from './ticket.ts';
import { isUntouched, stalledAfterMs, standingOf, turns } from './turn.ts';

const hour = 3_600_000;
const start = Date.parse('2026-11-02T08:00:00.000Z');
/** The instant so many hours after the ticket was opened. */
const at = (hours: number) => new Date(start + hours * hour).toISOString();
const ms = (hours: number) => start + hours * hour;

function aTicket(more: Partial<Ticket> = {}): Ticket {
  return {
    ...{ id: 'b-1', number: 1, title: 'Slow', customer: 'Acme', intents: [], priority: 'normal' },
    ...{ columnId: 'new', rank: 'a0', state: 'queued', owner: null, swarm: [], messages: 0 },
    ...{ openedAt: at(0), updatedAt: at(0), columnSince: at(0), version: 1 },
    ...more,
  };
}

function aTag(more: Partial<Tag> = {}): Tag {
  return {
    ...{ id: 't', target: { kind: 'line', line: 'L3' }, by: 'ada', at: at(1), ask: 'Look', state: 'raised' },
    ...{ asked: ['eve'], askedAt: at(1), declined: [], charter: 1, missing: [] },
    ...more,
  };
}

const whose = (ticket: Ticket, hours = 3) => {
  const { turn, people, since } = standingOf(ticket, ms(hours)) ?? {};
  return { turn, people, since };
};

describe('whose turn it is', () => {
  test('nobody’s when the ticket is done', () => {
    expect(standingOf(aTicket({ state: 'resolved' }), ms(9))).toBeUndefined();
  });

  test('the queue’s while nobody has it, since it came', () => {
    expect(whose(aTicket())).toEqual({ turn: 'queue', people: [], since: at(0) });
  });

  test('the owner’s, since the customer wrote what nobody has answered', () => {
    const ticket = aTicket({ owner: 'ada', state: 'working', columnSince: at(2), saidAt: at(0.5), heardAt: at(1) });

    expect(whose(ticket)).toEqual({ turn: 'owner', people: ['ada'], since: at(1) });
  });

  test('the owner’s, since the last answer came, when a tag has been answered', () => {
    const tags = [aTag({ state: 'answered', acceptedAt: at(1.5), answeredAt: at(2) })];

    expect(whose(aTicket({ owner: 'ada', tags }))).toEqual({ turn: 'owner', people: ['ada'], since: at(2) });
  });

  test('the swarm’s when nobody owns it and somebody is in it', () => {
    const ticket = aTicket({ swarm: [{ person: 'bo', joinedAt: at(1) }] });

    expect(whose(ticket)).toEqual({ turn: 'swarm', people: ['bo'], since: at(1) });
  });

  test('theirs who are asked, whoever owns it, until they have answered', () => {
    const raised = aTicket({ owner: 'ada', tags: [aTag()] });
    const accepted = aTicket({ owner: 'ada', tags: [aTag({ state: 'joined', acceptedAt: at(2), joinedAt: at(2.5) })] });

    expect(whose(raised)).toEqual({ turn: 'tagged', people: ['eve'], since: at(1) });
    expect(whose(accepted)).toEqual({ turn: 'tagged', people: ['eve'], since: at(2) });
  });

  test('with several tags, the one that nobody has accepted counts', () => {
    const tags = [
      aTag({ id: 'a', state: 'accepted', asked: ['bo'], at: at(0.5), acceptedAt: at(0.6) }),
      aTag({ id: 'b', at: at(2) }),
    ];

    expect(whose(aTicket({ tags }))).toEqual({ turn: 'tagged', people: ['eve', 'bo'], since: at(2) });
  });

  test('the customer’s in a waiting column, until the customer writes', () => {
    const waiting = aTicket({ owner: 'ada', state: 'waiting', columnSince: at(1), saidAt: at(1) });

    expect(whose(waiting)).toEqual({ turn: 'customer', people: [], since: at(1) });
    expect(whose({ ...waiting, heardAt: at(0.5) }).turn).toBe('customer');
    expect(whose({ ...waiting, heardAt: at(2) })).toEqual({ turn: 'owner', people: ['ada'], since: at(2) });
    expect(whose({ ...waiting, heardAt: at(2), saidAt: at(2.5) }).turn).toBe('customer');
  });
});

describe('a stall', () => {
  const stalls = (ticket: Ticket, hours: number) => standingOf(ticket, ms(hours))?.isStalled;

  test('begins once nobody has done anything for four hours', () => {
    const ticket = aTicket({ owner: 'ada', state: 'working' });

    expect(standingOf(ticket, start + stalledAfterMs)?.isStalled).toBe(false);
    expect(standingOf(ticket, start + stalledAfterMs + 1)?.isStalled).toBe(true);
  });

  test('is none while it is the customer’s turn, and counts from what the customer wrote', () => {
    const waiting = aTicket({ owner: 'ada', state: 'waiting', saidAt: at(0) });
    const heard = { ...waiting, heardAt: at(48), updatedAt: at(48) };

    expect(stalls(waiting, 100)).toBe(false);
    expect(stalls(heard, 51)).toBe(false);
    expect(stalls(heard, 53)).toBe(true);
  });

  test('does not end because the customer asks again, or because the server reminds somebody or asks the next', () => {
    const asksAgain = aTicket({ owner: 'ada', state: 'working', heardAt: at(5), updatedAt: at(5) });
    const reminded = aTicket({ tags: [aTag({ nudgedAt: at(6) })], updatedAt: at(6) });
    const passedOn = aTicket({ tags: [aTag({ askedAt: at(6) })], updatedAt: at(6) });

    expect(stalls(asksAgain, 5.5)).toBe(true);
    expect(stalls(reminded, 6.5)).toBe(true);
    expect(stalls(passedOn, 6.5)).toBe(true);
  });

  test.each<[string, Partial<Ticket>]>([
    ['writes to the customer', { saidAt: at(6) }],
    ['moves it', { columnSince: at(6) }],
    ['edits it', { updatedAt: at(6) }],
    ['joins the swarm', { swarm: [{ person: 'bo', joinedAt: at(6) }] }],
    ['contributes', { swarm: [{ person: 'bo', joinedAt: at(0), contributedAt: at(6) }] }],
    ['tags somebody', { tags: [aTag({ at: at(6), askedAt: at(6) })], updatedAt: at(6) }],
    ['accepts a tag', { tags: [aTag({ state: 'accepted', acceptedAt: at(6) })] }],
    ['declines a tag', { tags: [aTag({ declined: [{ person: 'bo', at: at(6), reason: 'busy' }] })] }],
    ['answers a tag', { tags: [aTag({ state: 'answered', acceptedAt: at(2), answeredAt: at(6) })] }],
    ['raises a hand', { hand: { by: 'ada', at: at(6), what: 'Help', skills: [], offers: [] } }],
    [
      'offers help',
      { hand: { by: 'ada', at: at(1), what: 'Help', skills: [], offers: [{ person: 'bo', at: at(6) }] } },
    ],
    ['suspects a bug', { bug: { by: 'ada', at: at(6), why: 'Crash' } }],
  ])('ends when somebody %s', (_what, change) => {
    const quiet = aTicket({ owner: 'ada', state: 'working' });

    expect(stalls(quiet, 7)).toBe(true);
    expect(stalls({ ...quiet, ...change }, 7)).toBe(false);
  });
});

test('over all kinds of tickets: the turn is known, began before now, names who it is of, and time alone only ever adds a stall', () => {
  for (const ticket of everyTicket()) {
    const soon = standingOf(ticket, ms(8));
    const later = standingOf(ticket, ms(80));
    if (!soon || !later) throw new Error('these are open');

    expect(turns).toContain(soon.turn);
    expect(Date.parse(soon.since)).toBeLessThanOrEqual(ms(8));
    expect(Date.parse(soon.lastActionAt)).toBeLessThanOrEqual(ms(8));
    expect(soon.people.length > 0).toBe(['owner', 'tagged', 'swarm'].includes(soon.turn));
    expect({ ...later, isStalled: true }).toEqual({ ...soon, isStalled: true });
    expect(later.isStalled).toBe(later.turn !== 'customer');
    if (isUntouched(ticket)) expect(['queue', 'customer']).toContain(soon.turn);
  }
});

/** Every combination of what decides whose turn it is. */
function everyTicket(): Ticket[] {
  const parts: readonly (readonly Partial<Ticket>[])[] = [
    [{ state: 'queued' }, { state: 'working' }, { state: 'waiting' }],
    [{ owner: null }, { owner: 'ada' }],
    [{}, { swarm: [{ person: 'bo', joinedAt: at(2) }] }],
    [{}, { tags: [aTag()] }, { tags: [aTag({ state: 'answered', acceptedAt: at(2), answeredAt: at(3) })] }],
    [{}, { heardAt: at(4) }, { heardAt: at(7), updatedAt: at(7) }],
    [{}, { saidAt: at(5) }],
    [{}, { columnSince: at(6) }],
    [{}, { line: 'L2' }],
  ];
  return parts.reduce<Ticket[]>(
    (tickets, choices) => tickets.flatMap((ticket) => choices.map((choice) => ({ ...ticket, ...choice }))),
    [aTicket()],
  );
}
