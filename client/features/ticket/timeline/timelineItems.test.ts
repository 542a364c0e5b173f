import { expect, test } from 'vitest';
import type { BoardEvent } from '../../../../shared/domain/events.ts';
import type { TimelineEvent } from '../../../../shared/protocol/http.ts';
import { actSentence } from './actSentence.ts';
import { timelineDays } from './timelineItems.ts';

const names = { person: (id: string) => id.toUpperCase(), column: (id: string) => `column ${id}` };
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

test.each<[BoardEvent, string]>([
  [moved, 'moved it to column waiting'],
  [{ type: 'ownerChanged', ticketId, owner: 'ada' }, 'took it: now the voice to the customer'],
  [{ type: 'ownerChanged', ticketId, owner: 'bob' }, 'made BOB the owner'],
  [{ type: 'ownerChanged', ticketId, owner: null }, 'gave up ownership: nobody is the voice to the customer'],
  [joined, 'joined the swarm'],
  [
    { type: 'ticketEdited', ticketId, changes: { priority: 'urgent', intents: ['billing', 'api'] } },
    'set priority to urgent, set intents to billing, api',
  ],
  [{ type: 'ticketEdited', ticketId, changes: { intents: [] } }, 'cleared intents'],
])('%j reads as a sentence', (body, sentence) => {
  const [day] = timelineDays([event('03T10:00', body)]);
  const [item] = day?.items ?? [];

  expect(item?.kind === 'acts' && item.acts.map((act) => actSentence(act, names))).toEqual([sentence]);
});
