import { expect, test } from 'vitest';
import type { TimelineEvent } from '../../shared/protocol/http.ts';
import { lastSeq, merged, withInvestigation } from './timelineEvents.ts';

function event(seq: number, at = `2026-11-03T10:0${String(seq)}:00Z`): TimelineEvent {
  return { id: `${String(seq)}.0`, at, by: 'ada', event: { type: 'joinedForTests' } as never };
}
const ids = (events: readonly TimelineEvent[]) => events.map(({ id }) => id);

test('what a source has told anew takes the place of what it told before', () => {
  const shown = [event(1), event(2), event(3)];

  expect(ids(merged([event(1), event(4), event(5)], shown))).toEqual(['1.0', '4.0', '5.0']);
});

test('what is newer than the answer stays', () => {
  expect(ids(merged([event(1)], [event(1), event(2)]))).toEqual(['1.0', '2.0']);
});

test('events stand in the order in which they happened, not in which they were recorded', () => {
  const imported = event(7, '2012-05-01T00:00:00Z');

  expect(ids(merged([event(3)], [imported]))).toEqual(['7.0', '3.0']);
});

test('what the open investigation says takes the place of what it said, among what the log told', () => {
  const inDocument = (id: string, at: string) => ({ ...event(0, at), id });
  const before = [event(1), inDocument('0.evidence-a-0', '2026-11-03T10:01:30Z'), event(3)];

  const shown = withInvestigation(before, [inDocument('0.evidence-b-0', '2026-11-03T10:02:00Z')]);

  expect(ids(shown)).toEqual(['1.0', '0.evidence-b-0', '3.0']);
  expect(lastSeq(shown)).toBe(3);
});
