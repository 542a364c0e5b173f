import type { TicketId } from '../../shared/domain/ticket.ts';
import type { Records } from '../ports/records.ts';
import { speaksOf } from './eraseEvents.ts';
import { type DeliveryKept, waitingGroup } from './webhookDeliveries.ts';
import { listWebhooks } from './webhookRecords.ts';

const pageSize = 200;

interface Gone {
  readonly erased: ReadonlySet<TicketId>;
  readonly names: ReadonlySet<string>;
}

/** Removes what was sent to and received from other systems about erased tickets, or with the customer's name in it. */
export async function eraseDeliveries(records: Records, gone: Gone): Promise<void> {
  for (const { id } of await listWebhooks(records)) {
    for (const group of [id, waitingGroup(id)]) await eraseGroup(records, group, gone);
  }
}

async function eraseGroup(records: Records, group: string, { erased, names }: Gone): Promise<void> {
  for (let before: string | undefined; ;) {
    const page = await records.list('delivery', { group, limit: pageSize, ...(before !== undefined && { before }) });
    for (const { id, value } of page) {
      const { ticketId, body } = value as DeliveryKept;
      const isAbout = (ticketId !== null && erased.has(ticketId)) || speaksOf(body, names);
      if (isAbout) await records.remove('delivery', id);
    }
    if (page.length < pageSize) return;
    before = page.at(-1)?.id;
  }
}
