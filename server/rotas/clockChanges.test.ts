import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { aRota, everyDay } from '../../test/support/rotas.ts';
import { onDuty, turnsOf } from './turns.ts';

function between(from: string, to: string) {
  return { from: new Date(from), to: new Date(to) };
}

describe('when the clocks change', () => {
  test('a shift that begins in the hour that does not exist begins when the clock jumps', () => {
    const rota = aRota({ startsOn: '2026-03-28', shifts: [{ days: everyDay, from: '02:30', to: '04:00' }] });

    const turns = turnsOf(rota, between('2026-03-29T00:00:00Z', '2026-03-30T00:00:00Z'));

    expect(turns).toMatchObject([{ from: '2026-03-29T01:00:00.000Z', to: '2026-03-29T02:00:00.000Z' }]);
  });

  test('the hour that comes twice belongs to the shift that runs through it', () => {
    const rota = aRota({
      startsOn: '2026-10-24',
      shifts: [
        { days: everyDay, from: '00:00', to: '02:30' },
        { days: everyDay, from: '02:30', to: '08:00' },
      ],
      turns: 'weekly',
      members: ['ada'],
    });

    const turns = turnsOf(rota, between('2026-10-24T22:00:00Z', '2026-10-25T12:00:00Z'));

    expect(turns).toMatchObject([{ from: '2026-10-24T22:00:00.000Z', to: '2026-10-25T07:00:00.000Z' }]);
  });

  const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu');
  const clocks = fc.integer({ min: 0, max: 24 * 4 - 1 }).map((quarter) => {
    return `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;
  });
  const dates = fc.integer({ min: 0, max: 400 }).map((days) => {
    return Temporal.PlainDate.from('2026-01-01').add({ days }).toString();
  });
  const turnKinds = fc.constantFrom('daily' as const, 'weekly' as const);
  const someDays = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 });
  const shifts = fc.array(fc.record({ days: someDays, from: clocks, to: clocks }), { minLength: 1, maxLength: 3 });

  test('a day cut in two shifts has no gap and no overlap, and one person on at every instant', () => {
    fc.assert(
      fc.property(zones, clocks, clocks, dates, (timeZone, one, other, date) => {
        fc.pre(one !== other);
        const cut = [
          { days: everyDay, from: one, to: other },
          { days: everyDay, from: other, to: one },
        ];
        const rota = aRota({ timeZone, shifts: cut, startsOn: '2025-12-01' });
        const from = new Date(`${date}T00:00:00Z`);

        const turns = turnsOf(rota, { from, to: new Date(from.getTime() + 40 * 24 * 3_600_000) });

        expect(turns.every(({ people }) => people.length === 1)).toBe(true);
        expect(turns.slice(1).map((turn) => turn.from)).toEqual(turns.slice(0, -1).map((turn) => turn.to));
      }),
      { numRuns: 25 },
    );
  });

  test('turns daily or weekly have exactly one person on, and what is on duty is what the turns say', () => {
    fc.assert(
      fc.property(
        zones,
        shifts,
        turnKinds,
        fc.tuple(dates, fc.nat(27 * 24 * 60)),
        (timeZone, week, turns, [date, minute]) => {
          const rota = aRota({ timeZone, shifts: week, turns, startsOn: '2025-12-03' });
          const from = new Date(`${date}T00:00:00Z`);
          const at = new Date(from.getTime() + minute * 60_000);

          const list = turnsOf(rota, { from, to: new Date(from.getTime() + 28 * 24 * 3_600_000) });

          expect(list.every(({ people }) => people.length === 1)).toBe(true);
          expect(list.slice(1).every((turn, index) => turn.from >= (list[index]?.to ?? ''))).toBe(true);
          const on = list.find((turn) => new Date(turn.from) <= at && at < new Date(turn.to));
          expect(onDuty(rota, at).now).toEqual(on?.people ?? []);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('shifts keep their times on the wall, all year', () => {
    fc.assert(
      fc.property(zones, clocks, clocks, dates, (timeZone, begins, ends, date) => {
        fc.pre(begins < ends);
        const rota = aRota({ timeZone, shifts: [{ days: everyDay, from: begins, to: ends }], startsOn: '2025-12-01' });
        const from = new Date(`${date}T12:00:00Z`);

        const inside = turnsOf(rota, { from, to: new Date(from.getTime() + 30 * 24 * 3_600_000) }).slice(1, -1);

        const wall = (instant: string) => {
          const clock = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
          return { clock: clock.toPlainTime().toString().slice(0, 5), jumped: isAfterAJump(clock) };
        };
        expect(inside.length).toBeGreaterThan(20);
        for (const turn of inside) {
          const [start, end] = [wall(turn.from), wall(turn.to)];
          expect(start.clock === begins || start.jumped).toBe(true);
          expect(end.clock === ends || end.jumped).toBe(true);
        }
      }),
      { numRuns: 25 },
    );
  });
});

function isAfterAJump(time: Temporal.ZonedDateTime): boolean {
  return time.subtract({ milliseconds: 1 }).offsetNanoseconds < time.offsetNanoseconds;
}
