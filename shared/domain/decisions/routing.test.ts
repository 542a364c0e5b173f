import { expect, test } from 'vitest';
import { aBoard, ada, anEntry, noon } from '../../../test/support/builders.ts';
import { decide } from '../decide.ts';
import { reduce } from '../reduce.ts';
import { standardCharter } from '../standardCharter.ts';
import type { TriageRoute, TriageRule } from '../triage.ts';
import type { Settled } from './context.ts';

const command = {
  type: 'openTicket',
  title: 'Campaign rejected',
  customer: 'Acme',
  description: 'Since Monday.\n\nError 30007.',
} as const;

function aRule(then: TriageRoute): TriageRule {
  return { id: 'rule-1', name: '10DLC', order: 0, isOn: true, when: { words: ['campaign'] }, then };
}

function opened(settled: Settled) {
  const board = aBoard();
  const events = decide(board, { command }, { person: ada, at: noon, commandId: 'command-9', settled });
  return { events, ticket: reduce(board, anEntry(board, events)).tickets.get('acme-1') };
}

test('a line that owns such tickets has the ticket, and nobody owns it yet', () => {
  const triage = aRule({ kind: 'owns', target: { kind: 'line', line: 'L1' } });

  const { events, ticket } = opened({ triage, charter: { ...standardCharter, version: 3 } });

  expect(events[1]).toEqual({
    ...{
      type: 'ticketRouted',
      by: 'server',
      ticketId: 'acme-1',
      rule: 'rule-1',
      name: '10DLC',
      charter: 3,
      line: 'L1',
    },
  });
  expect(events).toHaveLength(2);
  expect(ticket).toMatchObject({ line: 'L1', owner: null });
});

test('a specialist is tagged in the same entry, by the server, with what the customer wrote and what is missing', () => {
  const triage = aRule({ kind: 'tag', target: { kind: 'domain', domain: '10DLC' } });

  const { events, ticket } = opened({
    triage,
    charter: standardCharter,
    required: ['problem', 'error'],
    asked: ['dana'],
  });

  expect(events[1]).toMatchObject({ type: 'ticketRouted', domain: '10DLC' });
  expect(events[2]).toMatchObject({
    ...{ type: 'tagRaised', by: 'server', ticketId: 'acme-1' },
    tag: { by: 'server', asked: ['dana'], waived: 'triage', missing: ['error'], charter: 0, state: 'raised' },
    brief: { problem: 'Campaign rejected\nSince Monday.\nError 30007.', impact: '', steps: [] },
  });
  expect(ticket?.tags).toMatchObject([{ target: { domain: '10DLC' }, asked: ['dana'] }]);
  expect(ticket?.owner).toBeNull();
});

test('a line that is only tagged does not have the ticket', () => {
  const triage = aRule({ kind: 'tag', target: { kind: 'line', line: 'L3' } });

  const { ticket } = opened({ triage, charter: standardCharter, required: ['problem'], asked: [] });

  expect(ticket?.line).toBeUndefined();
  expect(ticket?.tags).toMatchObject([{ target: { line: 'L3' }, asked: [], missing: [] }]);
});

test('a screen, which knows no rules, opens the ticket all the same', () => {
  const board = aBoard();

  const events = decide(board, { command }, { person: ada, at: noon, commandId: 'command-9' });

  expect(events.map(({ type }) => type)).toEqual(['ticketOpened']);
});
