import type { TicketChanges } from '../domain/ticket.ts';
import type { TimelineEvent } from './http.ts';
import { type MomentNames, swarmWords } from './swarmWords.ts';

/** What was done, as the rest of a sentence that starts with who did it. */
export function momentWords({ event, by, at }: TimelineEvent, names: MomentNames): string {
  switch (event.type) {
    case 'ticketOpened':
      return 'opened it';
    case 'messagePosted':
      return 'wrote';
    case 'workRecorded':
      return event.activity;
    case 'ticketMoved':
      return `moved it to ${names.column(event.columnId)}`;
    case 'ownerChanged':
      if (event.owner === null) return 'gave up ownership: nobody is the voice to the customer';
      if (event.owner === by) return 'took it: now the voice to the customer';
      return `made ${names.person(event.owner)} the owner`;
    case 'ticketEdited':
      return editWords(event.changes, event.description !== undefined);
    case 'ticketErased':
      return 'erased what told of the customer';
    case 'historyReplaced':
      return `brought in the history again from ${event.source.system}`;
    case 'ticketRecalled':
    case 'boardCreated':
    case 'boardRenamed':
    case 'columnAdded':
    case 'columnChanged':
    case 'columnsOrdered':
    case 'columnRemoved':
    case 'viewSaved':
    case 'viewRemoved':
      return event.type;
    default:
      return swarmWords(event, { by, at }, names);
  }
}

const fieldNames: Record<keyof TicketChanges, string> = {
  title: 'title',
  customer: 'customer',
  segment: 'segment',
  requester: 'requester',
  product: 'product area',
  intents: 'intents',
  priority: 'priority',
};

function editWords(changes: TicketChanges, described: boolean): string {
  const parts = Object.entries(changes).map(([field, value]) => {
    const name = fieldNames[field as keyof TicketChanges];
    const shown = typeof value === 'string' ? value : value.join(', ');
    return shown === '' ? `cleared ${name}` : `set ${name} to ${field === 'title' ? `“${shown}”` : shown}`;
  });
  if (described) parts.push('rewrote the description');
  return parts.join(', ') || 'edited it';
}
