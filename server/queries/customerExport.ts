import type * as Y from 'yjs';
import { readEvidence } from '../../shared/document/evidence.ts';
import { readHypotheses } from '../../shared/document/hypothesis.ts';
import { partsOf, textOf } from '../../shared/document/investigation.ts';
import type { Customer } from '../../shared/domain/customer.ts';
import type { TicketId } from '../../shared/domain/ticket.ts';
import type { CustomerExport } from '../../shared/protocol/customers.ts';
import type { Boards } from '../boards/boards.ts';
import type { Store } from '../ports/store.ts';
import { namesOf } from './customersByName.ts';
import { CustomerTickets } from './customerTickets.ts';
import { recordedEvents } from './readTimeline.ts';
import { descriptionIn } from './ticketEntries.ts';

export interface ExportPorts {
  readonly store: Pick<Store, 'log' | 'blobs' | 'documents'>;
  readonly boards: Boards;
  /** A copy of a ticket's document as it is now. */
  readonly readDocument: (ticketId: TicketId) => Promise<Y.Doc>;
}

type ExportedTicket = CustomerExport['tickets'][number];

/** Everything that is kept about a customer, as the text of a CustomerExport, piece by piece; one ticket is in memory. */
export async function* customerExport(
  ports: ExportPorts,
  { customer, at }: { customer: Customer; at: string },
): AsyncGenerator<string> {
  yield `{"customer":${JSON.stringify(customer)},"exportedAt":${JSON.stringify(at)},"tickets":[`;
  let isFirst = true;
  for await (const ticketId of ticketsOf(ports, customer)) {
    yield isFirst ? '\n' : ',\n';
    isFirst = false;
    yield* ticketTexts(ports, ticketId);
  }
  yield ']}\n';
}

async function* ticketsOf({ store, boards }: ExportPorts, customer: Customer): AsyncGenerator<TicketId> {
  const names = new Set(namesOf(customer));
  for (const board of await boards.ids()) {
    const tickets = new CustomerTickets(store.log, { board, names });
    await tickets.readOn();
    yield* tickets.naming;
  }
}

async function* ticketTexts(ports: ExportPorts, ticketId: TicketId): AsyncGenerator<string> {
  const { boards, store } = ports;
  const board = await boards.ofTicket(ticketId);
  const events = await recordedEvents({ boards, log: store.log }, ticketId);
  const description = descriptionIn(await store.log.ofTicket(board.state.id, ticketId), ticketId);
  const investigation = await investigationOf(ports, ticketId);
  const ticket = await board.ticket(ticketId);
  const text = JSON.stringify({ ticket, description, events, investigation });
  yield `${text.slice(0, -1)},"files":[`;
  for (const [index, { id, name, type, bytes }] of (await store.blobs.ofTicket(ticketId)).entries()) {
    const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
    yield `${index === 0 ? '' : ','}${JSON.stringify({ id, name, type, base64 })}`;
  }
  yield ']}';
}

async function investigationOf(
  { store, readDocument }: ExportPorts,
  ticketId: TicketId,
): Promise<ExportedTicket['investigation']> {
  // Reading one would make it.
  if (!(await store.documents.load(ticketId))) return { notes: '', draft: '', hypotheses: [], evidence: [] };
  const doc = await readDocument(ticketId);
  const { notes, draft } = partsOf(doc);
  return {
    notes: textOf(notes),
    draft: textOf(draft),
    hypotheses: readHypotheses(doc).map(({ statement: _, nextTest: _test, nextTestText, ...told }) => ({
      ...told,
      nextTest: nextTestText,
    })),
    evidence: readEvidence(doc).map(({ fact: _, ...told }) => told),
  };
}
