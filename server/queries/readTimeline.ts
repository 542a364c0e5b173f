import type * as Y from 'yjs';
import { readEvidence } from '../../shared/document/evidence.ts';
import { readHypotheses } from '../../shared/document/hypothesis.ts';
import { momentsIn } from '../../shared/document/moments.ts';
import type { TimelineEvent, TimelineReply } from '../../shared/protocol/http.ts';
import type { Boards } from '../boards/boards.ts';
import type { Log } from '../ports/log.ts';
import { findTicket } from './readTicket.ts';
import { entriesAbout, eventsAbout } from './ticketEntries.ts';

export interface TimelinePorts {
  readonly boards: Boards;
  readonly log: Log;
  readonly readDocument: (ticketId: string) => Promise<Y.Doc>;
}

/** Everything that happened to a ticket, in the order it happened, with what its investigation dates. */
export async function readTimeline(ports: TimelinePorts, ticketId: string): Promise<TimelineReply> {
  const events = await recordedEvents(ports, ticketId);
  const doc = await ports.readDocument(ticketId);
  const moments = momentsIn({ hypotheses: readHypotheses(doc), evidence: readEvidence(doc) });
  return { events: inOrder([...events, ...moments]) };
}

/** What the log tells, without the investigation. Throws Refusal `ticketNotFound`. */
export async function recordedEvents(
  { boards, log }: Pick<TimelinePorts, 'boards' | 'log'>,
  ticketId: string,
): Promise<TimelineEvent[]> {
  const { board } = await findTicket({ boards }, ticketId);
  const entries = await entriesAbout(log, board.state.id, ticketId);
  const events = entries.flatMap((entry) =>
    eventsAbout(entry, ticketId).map(({ event, index }): TimelineEvent => {
      const { at = entry.at, by = entry.person } = event;
      return { id: `${String(entry.seq)}.${String(index)}`, at, by, event };
    }),
  );
  return inOrder(withoutReplaced(events));
}

/** When a source told its history again, what it had told before no longer counts. */
function withoutReplaced(events: readonly TimelineEvent[]): TimelineEvent[] {
  const replaced = events.findLastIndex(({ event }) => event.type === 'historyReplaced');
  return events.filter(({ event }, index) => index > replaced || event.type !== 'workRecorded');
}

function inOrder(events: readonly TimelineEvent[]): TimelineEvent[] {
  return [...events].sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}
