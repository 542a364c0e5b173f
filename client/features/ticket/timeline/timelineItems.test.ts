import { expect, test } from 'vitest';
import type { BoardEvent } from '../../../../shared/domain/events.ts';
import type { TimelineEvent } from '../../../../shared/protocol/http.ts';
import { timelineDays, visibleMoments } from './timelineItems.ts';

const ticketId = 'b-1';

let count = 0;
function event(at: string, body: BoardEvent, by = 'ada'): TimelineEvent {
  count += 1;
  return { id: `${String(count)}.0`, at: `2026-11-${at}:00.000`, by, event: body };
}
const moved = { type: 'ticketMoved', ticketId, columnId: 'waiting', rank: 'a0', state: 'waiting' } as const;
const joined = { type: 'swarmJoined', ticketId, person: 'ada' } as const;
function said(text: string): BoardEvent {
  return { type: 'messagePosted', ticketId, message: { id: text, audience: 'internal', direction: 'out', text } };
}
function recorded(activity: string, team = 'V5 3rd'): BoardEvent {
  return { type: 'workRecorded', ticketId, activity, team, state: 'working', columnId: 'x', rank: 'a0' };
}

test('acts that follow each other become one item and a message stands alone', () => {
  const days = timelineDays([
    event('03T10:00', joined),
    event('03T10:01', moved),
    event('03T10:02', said('hello')),
    event('03T10:03', moved),
  ]);

  expect(days.map(({ items }) => items.map(({ kind }) => kind))).toEqual([['acts', 'message', 'acts']]);
});

test('every day has its own items', () => {
  const days = timelineDays([event('03T10:00', joined), event('04T10:00', moved)]);

  expect(days.map(({ day, items }) => [day, items.length])).toEqual([
    ['2026-11-03', 1],
    ['2026-11-04', 1],
  ]);
});

test('an imported step that repeats without a change is shown once, with how often and until when', () => {
  const steps = ['Accepted', 'Accepted', 'Accepted', 'Queued', 'Accepted'];

  const [day] = timelineDays(steps.map((activity, i) => event(`03T10:0${String(i)}`, recorded(activity))));

  const [item] = day?.items ?? [];
  expect(item?.kind === 'recorded' && item.steps.map(({ activity, times }) => [activity, times])).toEqual([
    ['Accepted', 3],
    ['Queued', 1],
    ['Accepted', 1],
  ]);
  expect(item?.kind === 'recorded' && item.steps[0]?.until).toBe('2026-11-03T10:02:00.000');
});

test('the same step by another team is another step', () => {
  const [day] = timelineDays([event('03T10:00', recorded('Queued')), event('03T10:01', recorded('Queued', 'V1'))]);

  const [item] = day?.items ?? [];
  expect(item?.kind === 'recorded' && item.steps.length).toBe(2);
});

test('what is said with a step of a tag stands at full size, an ending without a word is a line', () => {
  const ended = { type: 'tagEnded', ticketId, tagId: 't', how: 'returned', people: ['eve'] } as const;
  const [day] = timelineDays([
    event('03T10:00', { type: 'tagAnswered', ticketId, tagId: 't', person: 'eve', answer: 'It was the cache' }),
    event('03T10:01', { ...ended, coaching: 'Look at the age header first' }),
    event('03T10:02', ended),
  ]);

  expect(day?.items.map((item) => (item.kind === 'said' ? item.text : item.kind))).toEqual([
    'It was the cache',
    'Look at the age header first',
    'acts',
  ]);
});

test('who comes in on a tag is seen to come once, and machinery not at all', () => {
  const cameIn = [
    { ...event('03T10:00', { type: 'tagJoined', ticketId, tagId: 't', person: 'eve' }), id: '90.0' },
    { ...event('03T10:00', { type: 'swarmJoined', ticketId, person: 'eve' }), id: '90.1' },
  ];

  const seen = visibleMoments([
    ...cameIn,
    event('03T10:01', joined),
    event('03T10:02', { type: 'boardRenamed', title: 'x' }),
  ]);

  expect(seen.map(({ event: { type } }) => type)).toEqual(['tagJoined', 'swarmJoined']);
});
