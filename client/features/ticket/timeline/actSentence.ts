import type { TicketChanges } from '../../../../shared/domain/ticket.ts';
import { swarmSentence } from './swarmSentence.ts';
import type { Act } from './timelineItems.ts';

export interface Names {
  person(id: string): string;
  column(id: string): string;
}

/** What somebody did, as the rest of a sentence that starts with their name. */
export function actSentence({ event, by }: Act, names: Names): string {
  switch (event.type) {
    case 'ticketMoved':
      return `moved it to ${names.column(event.columnId)}`;
    case 'ownerChanged':
      if (event.owner === null) return 'gave up ownership: nobody is the voice to the customer';
      if (event.owner === by) return 'took it: now the voice to the customer';
      return `made ${names.person(event.owner)} the owner`;
    case 'ticketEdited':
      return editSentence(event.changes, event.description !== undefined);
    case 'ticketErased':
      return 'erased what told of the customer';
    case 'historyReplaced':
      return `brought in the history again from ${event.source.system}`;
    case 'ticketOpened':
    case 'messagePosted':
    case 'workRecorded':
    case 'ticketRecalled':
      return event.type;
    default:
      return swarmSentence(event, by, names);
  }
}

const fieldNames: Record<keyof TicketChanges, string> = {
  title: 'title',
  customer: 'customer',
  segment: 'segment',
  requester: 'requester',
  product: 'product',
  intents: 'intents',
  priority: 'priority',
};

function editSentence(changes: TicketChanges, described: boolean): string {
  const parts = Object.entries(changes).map(([field, value]) => {
    const name = fieldNames[field as keyof TicketChanges];
    const shown = typeof value === 'string' ? value : value.join(', ');
    return shown === '' ? `cleared ${name}` : `set ${name} to ${field === 'title' ? `“${shown}”` : shown}`;
  });
  if (described) parts.push('rewrote the description');
  return parts.join(', ') || 'edited it';
}
