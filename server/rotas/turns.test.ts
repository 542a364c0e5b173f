import { describe, expect, test } from 'vitest';
import type { Rota } from '../../shared/domain/rota.ts';
import { aRota, everyDay } from '../../test/support/rotas.ts';
import { onDuty, turnsOf } from './turns.ts';

function override(given: Partial<Rota['overrides'][number]>): Rota['overrides'][number] {
  return { id: 'over-1', from: '', to: '', instead: null, people: [], note: '', by: 'ada', ...given };
}

function between(from: string, to: string) {
  return { from: new Date(from), to: new Date(to) };
}

const aWeek = between('2026-11-02T00:00:00Z', '2026-11-09T00:00:00Z');

describe('turns', () => {
  test('go daily through the members in their order, on days with a shift only', () => {
    const turns = turnsOf(aRota(), between('2026-11-02T00:00:00Z', '2026-11-10T00:00:00Z'));

    expect(turns.map(({ from, people }) => [from, ...people])).toEqual([
      ['2026-11-02T08:00:00.000Z', 'ada'],
      ['2026-11-03T08:00:00.000Z', 'ben'],
      ['2026-11-04T08:00:00.000Z', 'cleo'],
      ['2026-11-05T08:00:00.000Z', 'ada'],
      ['2026-11-06T08:00:00.000Z', 'ben'],
      ['2026-11-09T08:00:00.000Z', 'cleo'],
    ]);
  });

  test('go weekly from the weekday on which the first one began', () => {
    const rota = aRota({
      turns: 'weekly',
      startsOn: '2026-11-04',
      shifts: [{ days: everyDay, from: '09:00', to: '09:00' }],
    });

    const turns = turnsOf(rota, between('2026-11-04T00:00:00Z', '2026-11-20T00:00:00Z'));

    expect(turns.map(({ from, people }) => [from, ...people])).toEqual([
      ['2026-11-04T08:00:00.000Z', 'ada'],
      ['2026-11-11T08:00:00.000Z', 'ben'],
      ['2026-11-18T08:00:00.000Z', 'cleo'],
    ]);
  });

  test('are taken together where the rota says all', () => {
    const turns = turnsOf(aRota({ turns: 'all' }), between('2026-11-02T00:00:00Z', '2026-11-03T00:00:00Z'));

    expect(turns).toEqual([
      {
        from: '2026-11-02T08:00:00.000Z',
        to: '2026-11-02T16:00:00.000Z',
        people: ['ada', 'ben', 'cleo'],
        override: null,
      },
    ]);
  });

  test('of somebody who has left are taken by the next, and nobody else’s move', () => {
    const turns = turnsOf(aRota(), aWeek, (person) => person !== 'ben');

    expect(turns.map(({ people }) => people[0])).toEqual(['ada', 'cleo', 'cleo', 'ada', 'cleo']);
  });

  test('over midnight belong to the day on which they begin', () => {
    const rota = aRota({ shifts: [{ days: [5], from: '22:00', to: '06:00' }] });

    const turns = turnsOf(rota, aWeek);

    expect(turns).toEqual([
      { from: '2026-11-06T21:00:00.000Z', to: '2026-11-07T05:00:00.000Z', people: ['ada'], override: null },
    ]);
  });

  test('of shifts that overlap change hands when the later one begins, and back when it ends', () => {
    const rota = aRota({
      shifts: [
        { days: [1], from: '20:00', to: '12:00' },
        { days: [2], from: '08:00', to: '10:00' },
      ],
    });

    const turns = turnsOf(rota, aWeek);

    expect(turns.map(({ from, to, people }) => [from.slice(8, 16), to.slice(8, 16), ...people])).toEqual([
      ['02T19:00', '03T07:00', 'ada'],
      ['03T07:00', '03T09:00', 'ben'],
      ['03T09:00', '03T11:00', 'ada'],
    ]);
  });
});

describe('an override', () => {
  test('puts somebody in the place of one person, for its time only', () => {
    const overrides = [
      override({ from: '2026-11-03T10:00:00Z', to: '2026-11-04T12:00:00Z', instead: 'ben', people: ['dan'] }),
    ];

    const turns = turnsOf(aRota({ overrides }), aWeek);

    expect(turns.slice(1, 4).map(({ from, people, override: by }) => [from.slice(8, 16), by, ...people])).toEqual([
      ['03T08:00', null, 'ben'],
      ['03T10:00', 'over-1', 'dan'],
      ['04T08:00', null, 'cleo'],
    ]);
  });

  test('with nobody pauses the rota', () => {
    const overrides = [override({ from: '2026-11-02T00:00:00Z', to: '2026-11-05T00:00:00Z' })];

    const turns = turnsOf(aRota({ overrides }), aWeek);

    expect(turns.map(({ from }) => from.slice(8, 10))).toEqual(['05', '06']);
  });

  test('can put several people on, within the hours of the rota', () => {
    const overrides = [override({ from: '2026-11-02T12:00:00Z', to: '2026-11-02T23:00:00Z', people: ['dan', 'eva'] })];

    const turns = turnsOf(aRota({ overrides }), between('2026-11-02T00:00:00Z', '2026-11-03T00:00:00Z'));

    expect(turns.map(({ from, to, people }) => [from.slice(11, 16), to.slice(11, 16), ...people])).toEqual([
      ['08:00', '12:00', 'ada'],
      ['12:00', '16:00', 'dan', 'eva'],
    ]);
  });

  test('made later changes what an earlier one made; one whose people have all left counts for nothing', () => {
    const day = { from: '2026-11-02T00:00:00Z', to: '2026-11-03T00:00:00Z' };
    const overrides = [
      override({ id: 'one', ...day, instead: 'ada', people: ['dan'] }),
      override({ id: 'two', ...day, instead: 'dan', people: ['eva'] }),
      override({ id: 'three', ...day, instead: 'eva', people: ['gone'] }),
    ];

    const turns = turnsOf(aRota({ overrides }), between(day.from, day.to), (person) => person !== 'gone');

    expect(turns.map(({ people, override: by }) => [by, ...people])).toEqual([['two', 'eva']]);
  });
});

describe('on duty', () => {
  test('tells who is on, until when, and who is next', () => {
    expect(onDuty(aRota(), new Date('2026-11-03T12:00:00Z'))).toEqual({
      now: ['ben'],
      until: '2026-11-03T16:00:00.000Z',
      next: { from: '2026-11-04T08:00:00.000Z', people: ['cleo'] },
    });
    expect(onDuty(aRota(), new Date('2026-11-06T20:00:00Z'))).toEqual({
      now: [],
      until: '2026-11-09T08:00:00.000Z',
      next: { from: '2026-11-09T08:00:00.000Z', people: ['cleo'] },
    });
  });

  test('ends at the very instant of the end, and begins at the very instant of the beginning', () => {
    expect(onDuty(aRota(), new Date('2026-11-03T08:00:00.000Z')).now).toEqual(['ben']);
    expect(onDuty(aRota(), new Date('2026-11-03T16:00:00.000Z')).now).toEqual([]);
  });

  test('never ends where one person is always on', () => {
    const rota = aRota({ members: ['ada'], shifts: [{ days: everyDay, from: '00:00', to: '00:00' }] });

    expect(onDuty(rota, new Date('2026-11-03T12:00:00Z'))).toEqual({ now: ['ada'], until: null, next: null });
  });

  test('looks as far ahead as a rota that begins next year, and tells of one that never comes', () => {
    expect(onDuty(aRota({ startsOn: '2028-01-03' }), new Date('2026-11-03T12:00:00Z')).next).toEqual({
      from: '2028-01-03T08:00:00.000Z',
      people: ['ada'],
    });
    expect(onDuty(aRota({ members: [] }), new Date('2026-11-03T12:00:00Z'))).toEqual({
      now: [],
      until: null,
      next: null,
    });
  });
});
