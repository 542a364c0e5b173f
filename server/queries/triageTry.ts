import { setImmediate as breathe } from 'node:timers/promises';
import { isErased } from '../../shared/domain/erase.ts';
import { type Ticket, boardIdOf } from '../../shared/domain/ticket.ts';
import type { TriageRule } from '../../shared/domain/triage.ts';
import { type TriageMatch, matchOf, needsDescription, rulesInOrder } from '../../shared/domain/triageMatch.ts';
import type { TryTriageReply } from '../../shared/protocol/charter.ts';
import type { Boards } from '../boards/boards.ts';
import type { People } from '../boards/people.ts';
import type { Log } from '../ports/log.ts';
import type { Projections } from '../ports/projections.ts';
import { descriptionIn } from './ticketEntries.ts';
import { type Became, becameOf, whyWords } from './triageBecame.ts';

export interface TryPorts {
  readonly boards: Boards;
  readonly people: People;
  readonly store: { readonly log: Log; readonly projections: Projections };
}

export interface TryRule {
  readonly rule: TriageRule;
  /** Null: all. */
  readonly board: string | null;
  /** The latest so many are looked at. */
  readonly tickets: number;
}

interface Found {
  readonly ticket: Ticket;
  readonly match: readonly TriageMatch[];
  readonly became: Became;
  /** An earlier rule that is on has it first. */
  readonly isTaken: boolean;
}

const mostExamples = 10;
/** Looked at together: a store that is far away is asked for several at once, and others get their turn in between. */
const batchSize = 50;

/** What a rule would have done with past tickets. Throws Refusal `boardNotFound`. */
export async function tryTriage(ports: TryPorts, { rule, board, tickets }: TryRule): Promise<TryTriageReply> {
  const past = await latestTickets(ports, { board, limit: tickets });
  const found: Found[] = [];
  for (let at = 0; at < past.length; at += batchSize) {
    const batch = await Promise.all(past.slice(at, at + batchSize).map((ticket) => lookAt(ports, rule, ticket)));
    found.push(...batch.filter((one) => one !== undefined));
    await breathe();
  }
  return {
    looked: past.length,
    matched: found.length,
    taken: found.filter(({ isTaken }) => isTaken).length,
    resolved: found.filter(({ became }) => became.isResolved).length,
    sameTarget: found.filter(({ became }) => became.went === 'there').length,
    otherTarget: found.filter(({ became }) => became.went === 'elsewhere').length,
    examples: found.slice(0, mostExamples).map(({ ticket, match, became }) => {
      return { ticket, why: whyWords(match, became) };
    }),
  };
}

/** Of all that are still told, latest first by when they were resolved or last changed. */
async function latestTickets(
  { boards, store }: TryPorts,
  { board, limit }: { board: string | null; limit: number },
): Promise<readonly Ticket[]> {
  const found: Ticket[] = [];
  for (const id of board === null ? await boards.ids() : [board]) {
    const live = await boards.open(id);
    await live.projected();
    found.push(...(await store.projections.findTickets(id, { words: [], limit })).tickets);
  }
  const told = found.filter((ticket) => !isErased(ticket));
  return told.sort((a, b) => compare(latestOf(b), latestOf(a))).slice(0, limit);
}

function latestOf({ resolvedAt, updatedAt }: Ticket): string {
  return resolvedAt ?? updatedAt;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** Only what may match is read from the log: the description may decide, and what became of it is told there. */
async function lookAt(ports: TryPorts, rule: TriageRule, ticket: Ticket): Promise<Found | undefined> {
  const known = matchOf(rule.when, { ...ticket, description: '' });
  if (!known && !needsDescription(rule.when, ticket)) return undefined;
  const entries = await ports.store.log.ofTicket(boardIdOf(ticket.id) ?? '', ticket.id);
  const described = { ...ticket, description: descriptionIn(entries, ticket.id) };
  const match = known ?? matchOf(rule.when, described);
  if (!match) return undefined;
  const { people } = ports;
  const isTaken = earlierRules(people, rule).some(({ when }) => matchOf(when, described) !== undefined);
  return { ticket, match, isTaken, became: becameOf(people.state, { rule, ticket, entries }) };
}

function earlierRules({ state }: People, { id, order }: TriageRule): readonly TriageRule[] {
  return rulesInOrder(state.triage.values()).filter((one) => one.isOn && one.id !== id && one.order < order);
}
