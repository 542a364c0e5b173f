import type { AnyEntry, AnyEvent } from '../../shared/domain/entry.ts';
import type { AuditRow } from '../../shared/protocol/audit.ts';
import { type Names, counted, phraseOf } from './auditPhrases.ts';

/** More of one kind than this in an entry are counted, not listed. */
const mostListed = 2;

/** A row of the audit page; `mostTickets` keeps an import's thousands out of it. */
export function toAuditRow(entry: AnyEntry, names: Names, mostTickets = Infinity): AuditRow {
  const { board, seq, at, person, entrance, events, erased } = entry;
  return {
    id: `${board}:${String(seq)}`,
    at,
    person,
    board,
    tickets: ticketsIn(events).slice(0, mostTickets),
    summary: summaryOf(entry, names),
    types: [...new Set(events.map(({ type }) => type))],
    entrance: entrance ?? null,
    erased: erased !== undefined,
  };
}

/** What happened in one line; what comes in numbers, as an import's steps do, is counted. */
function summaryOf({ board, person, events }: AnyEntry, names: Names): string {
  const kinds = new Map<AnyEvent['type'], AnyEvent[]>();
  for (const event of events) {
    const kind = kinds.get(event.type);
    if (kind) kind.push(event);
    else kinds.set(event.type, [event]);
  }
  const parts = [...kinds].flatMap(([type, same]) =>
    same.length > mostListed ? [countOf(type, same)] : same.map((event) => phraseOf(event, names, { board, person })),
  );
  return [...new Set(parts)].join('; ').replace(/\s+/g, ' ');
}

function countOf(type: AnyEvent['type'], events: readonly AnyEvent[]): string {
  const tickets = ticketsIn(events).length;
  const { verb, noun, nouns, tellsTickets }: Many = manyOf[type] ?? {
    verb: 'recorded',
    noun: `${type} event`,
    tellsTickets: true,
  };
  const where = tellsTickets && tickets > 0 ? ` on ${counted(tickets, 'ticket')}` : '';
  return `${verb} ${counted(events.length, noun, nouns)}${where}`;
}

interface Many {
  readonly verb: string;
  readonly noun: string;
  /** Where an s does not make it. */
  readonly nouns?: string;
  readonly tellsTickets?: true;
}

const manyOf: Partial<Record<AnyEvent['type'], Many>> = {
  columnAdded: { verb: 'added', noun: 'column' },
  columnRemoved: { verb: 'removed', noun: 'column' },
  ticketOpened: { verb: 'opened', noun: 'ticket' },
  ticketMoved: { verb: 'made', noun: 'move', tellsTickets: true },
  ticketEdited: { verb: 'made', noun: 'edit', tellsTickets: true },
  ownerChanged: { verb: 'made', noun: 'owner change', tellsTickets: true },
  swarmJoined: { verb: 'recorded', noun: 'swarm arrival', tellsTickets: true },
  swarmLeft: { verb: 'recorded', noun: 'swarm departure', tellsTickets: true },
  tagRaised: { verb: 'placed', noun: 'tag', tellsTickets: true },
  tagEnded: { verb: 'ended', noun: 'tag', tellsTickets: true },
  handRaised: { verb: 'raised', noun: 'hand', tellsTickets: true },
  bugSuspected: { verb: 'suspected', noun: 'bug', tellsTickets: true },
  messagePosted: { verb: 'wrote', noun: 'message', tellsTickets: true },
  workRecorded: { verb: 'brought in', noun: 'step', tellsTickets: true },
  ticketErased: { verb: 'erased what told of the customer from', noun: 'ticket' },
  ticketRecalled: { verb: 'brought back', noun: 'ticket' },
  historyReplaced: { verb: 'replaced the history of', noun: 'ticket' },
  personAdded: { verb: 'added', noun: 'person', nouns: 'people' },
  customerAdded: { verb: 'added', noun: 'customer' },
  customerChanged: { verb: 'changed', noun: 'customer' },
  triageRuleSaved: { verb: 'saved', noun: 'triage rule' },
};

function ticketsIn(events: readonly AnyEvent[]): string[] {
  return [...new Set(events.flatMap((event) => ('ticketId' in event ? [event.ticketId] : [])))];
}
