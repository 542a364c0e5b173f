import { expect, test } from 'vitest';
import type { BoardEvent } from '../domain/events.ts';
import type { Tag } from '../domain/tag.ts';
import type { InvestigationEvent } from './http.ts';
import { momentWords } from './timelineWords.ts';

const ticketId = 'b-1';
const raised = '2026-11-03T10:00:00.000Z';
const tag: Tag = {
  ...{ id: 't', target: { kind: 'line', line: 'L3' }, by: 'ada', at: raised, ask: 'Why 502?', state: 'raised' },
  ...{ asked: ['eve'], askedAt: raised, declined: [], charter: 2, missing: [] },
};
const brief = { problem: '', impact: '', steps: [], evidence: [], hypotheses: [], ask: '' };
const names = {
  person: (id: string) => id.toUpperCase(),
  column: (id: string) => `column ${id}`,
  time: (at: string) => at.slice(11, 16),
  tag: (id: string) => (id === 't' ? tag : undefined),
};
const onTag = { ticketId, tagId: 't' };

test.each<[BoardEvent | InvestigationEvent, string]>([
  [{ type: 'ticketMoved', ticketId, columnId: 'waiting', rank: 'a', state: 'waiting' }, 'moved it to column waiting'],
  [{ type: 'ownerChanged', ticketId, owner: 'ada' }, 'took it: now the voice to the customer'],
  [{ type: 'ownerChanged', ticketId, owner: 'bob' }, 'made BOB the owner'],
  [{ type: 'ownerChanged', ticketId, owner: null }, 'gave up ownership: nobody is the voice to the customer'],
  [{ type: 'swarmJoined', ticketId, person: 'ada' }, 'joined the swarm'],
  [{ type: 'swarmLeft', ticketId, person: 'bo', joinedAt: raised }, 'took BO out of the swarm'],
  [
    { type: 'ticketEdited', ticketId, changes: { priority: 'urgent', intents: ['billing', 'api'] } },
    'set priority to urgent, set intents to billing, api',
  ],
  [{ type: 'ticketEdited', ticketId, changes: { intents: [] } }, 'cleared intents'],
  [{ type: 'tagRaised', ticketId, tag, brief }, 'tagged L3: “Why 502?”'],
  [
    {
      type: 'tagRaised',
      ticketId,
      brief,
      tag: { ...tag, waived: 'customerBlocked', missing: ['impact', 'hypothesis'] },
    },
    'tagged L3: “Why 502?” (customer blocked, no time: without the impact, a hypothesis)',
  ],
  [
    {
      type: 'tagRaised',
      ticketId,
      brief,
      tag: { ...tag, target: { kind: 'person', person: 'eve' }, neededBy: raised },
    },
    'tagged EVE: “Why 502?”, needed by 10:00',
  ],
  [
    { type: 'tagRaised', ticketId, brief, tag: { ...tag, waived: 'shadowQueue' } },
    'took it from the shadow queue: “Why 502?”',
  ],
  [{ type: 'tagNudged', ...onTag }, 'reminded whoever is asked by the L3 tag, after 45 min'],
  [
    { type: 'tagPassedOn', ...onTag, asked: ['bo'], why: 'unanswered' },
    'asked BO next on the L3 tag: nobody has answered',
  ],
  [
    { type: 'tagPassedOn', ...onTag, asked: [], why: 'declined' },
    'found nobody left to ask on the L3 tag: it was declined',
  ],
  [{ type: 'tagAccepted', ...onTag, person: 'eve' }, 'accepted the L3 tag, after 45 min'],
  [{ type: 'tagAccepted', ...onTag, tagId: 'before', person: 'eve' }, 'accepted the tag'],
  [
    {
      type: 'tagDeclined',
      ...onTag,
      decline: { person: 'eve', at: raised, reason: 'wrongPerson', note: 'Ask payments', suggested: 'bo' },
    },
    'declined the L3 tag: not the right person – “Ask payments”; suggested BO',
  ],
  [
    { type: 'tagEnded', ...onTag, how: 'returned', people: ['eve'], generalistCapable: true },
    'returned the L3 tag, after 45 min; with this evidence a generalist could have solved it',
  ],
  [
    {
      type: 'playStarted',
      ticketId,
      play: { kind: 'severity1', by: 'ada', at: raised, endsAt: '2026-11-03T11:00:00.000Z', lead: 'eve' },
    },
    'started a severity-1 swarm until 11:00: EVE leads',
  ],
  [
    { type: 'playChanged', ticketId, changes: { communicator: 'bo' } },
    'changed the swarm that is on: BO speaks to the customer',
  ],
  [
    {
      type: 'handRaised',
      ticketId,
      hand: { by: 'ada', at: raised, what: 'Read a trace', skills: ['sip'], offers: [] },
    },
    'asked for help: “Read a trace” (needs sip)',
  ],
  [
    { type: 'ticketRouted', ticketId, rule: 'r', name: '10DLC first', charter: 2, domain: '10DLC' },
    'sent it to 10DLC by the rule “10DLC first” (charter 2)',
  ],
  [{ type: 'hypothesisStatus', hypothesisId: 'h', text: 'The cache', status: 'refuted' }, 'refuted “The cache”'],
  [{ type: 'evidenceAdded', evidenceId: 'e', kind: 'error', text: '30007' }, 'added evidence (error): “30007”'],
])('%j reads as a sentence', (event, sentence) => {
  const moment = { id: '1.0', at: '2026-11-03T10:45:00.000Z', by: 'ada', event };

  expect(momentWords(moment, names)).toBe(sentence);
});
