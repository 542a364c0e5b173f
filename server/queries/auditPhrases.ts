import type { AnyEvent } from '../../shared/domain/entry.ts';
import type { AccessEvent, BoardEvent, OrganisationEvent, SignInMethod } from '../../shared/domain/events.ts';
import { swarmPhrase, workPhrase } from './swarmPhrases.ts';

/** What ids are called; an id that nobody knows comes back as it is. */
export interface Names {
  readonly person: (id: string) => string;
  readonly customer: (id: string) => string;
  readonly column: (board: string, id: string) => string;
}

/** Where and by whom an event was written. */
export interface Setting {
  readonly board: string;
  readonly person: string;
}

export type Phrase<E> = (event: E, names: Names, setting: Setting) => string;

/** What somebody did, as the rest of a sentence that starts with their name. Tells what was done, not what was said. */
export const phraseOf: Phrase<AnyEvent> = (event, names, setting) => {
  switch (event.type) {
    case 'personAdded':
    case 'personChanged':
    case 'customerAdded':
    case 'customerChanged':
    case 'customerErasing':
    case 'customerErased':
    case 'charterPublished':
    case 'rotaSaved':
    case 'rotaRemoved':
    case 'rotaOverridden':
    case 'rotaOverrideRemoved':
    case 'triageRuleSaved':
    case 'triageRuleRemoved':
    case 'playSaved':
      return organisationPhrase(event, names, setting);
    case 'signedIn':
    case 'sessionsEnded':
    case 'signInBlocked':
    case 'passwordChanged':
    case 'invited':
    case 'invitationWithdrawn':
    case 'invitationAccepted':
    case 'tokenCreated':
    case 'tokenRevoked':
    case 'webhookAdded':
    case 'webhookChanged':
    case 'webhookRemoved':
    case 'webhookSecretRenewed':
    case 'exported':
      return accessPhrase(event, names, setting);
    default:
      return boardPhrase(event, names, setting);
  }
};

const boardPhrase: Phrase<BoardEvent> = (event, names, { board, person }) => {
  switch (event.type) {
    case 'boardCreated':
      return `created the board “${event.title}”`;
    case 'boardRenamed':
      return `renamed the board to “${event.title}”`;
    case 'columnAdded':
      return `added the column “${event.column.title}”`;
    case 'columnChanged':
      return `changed the ${listed(Object.keys(event.changes))} of the column ${names.column(board, event.columnId)}`;
    case 'columnsOrdered':
      return 'put the columns in another order';
    case 'columnRemoved':
      return `removed the column ${names.column(board, event.columnId)}`;
    case 'ticketOpened':
      return `opened ${event.ticketId}`;
    case 'ticketMoved':
      return `moved ${event.ticketId} to ${names.column(board, event.columnId)}`;
    case 'ticketEdited': {
      const fields = [...Object.keys(event.changes), ...(event.description === undefined ? [] : ['description'])];
      return `changed the ${listed(fields)} of ${event.ticketId}`;
    }
    case 'ownerChanged':
      if (event.owner === null) return `took the owner off ${event.ticketId}`;
      return event.owner === person
        ? `took ${event.ticketId}`
        : `gave ${event.ticketId} to ${names.person(event.owner)}`;
    case 'messagePosted':
      if (event.message.direction === 'in') return `passed on what the customer wrote on ${event.ticketId}`;
      if (event.message.audience === 'internal') return `wrote an internal note on ${event.ticketId}`;
      return `wrote to the customer on ${event.ticketId}`;
    case 'workRecorded':
      return `brought in a step of the history of ${event.ticketId}`;
    case 'ticketErased':
      return `erased what told of the customer from ${event.ticketId}`;
    case 'ticketRecalled':
      return `brought ${event.ticketId} back to the board`;
    case 'historyReplaced':
      return `replaced the history of ${event.ticketId} from ${event.source.system}`;
    case 'viewSaved':
      return `saved the view “${event.view.title}”`;
    case 'viewRemoved':
      return 'removed a saved view';
    default:
      return swarmPhrase(event, names, person);
  }
};

const organisationPhrase: Phrase<OrganisationEvent> = (event, names, { person }) => {
  switch (event.type) {
    case 'personAdded':
      if (event.person.id === person) return `came in for the first time, as ${event.person.preset}`;
      return `added ${event.person.name} (${event.person.preset})`;
    case 'personChanged': {
      if (event.changes.left) return `ended the access of ${names.person(event.personId)}`;
      const fields = [...Object.keys(event.changes), ...(event.without ?? [])];
      const whose = event.personId === person ? 'their own' : `${names.person(event.personId)}’s`;
      return `changed ${whose} ${listed([...new Set(fields)])}`;
    }
    case 'customerAdded':
      return `added the customer ${event.customer.name}`;
    case 'customerChanged':
      return `changed the ${listed(Object.keys(event.changes))} of the customer ${names.customer(event.customerId)}`;
    case 'customerErasing':
      return `began to erase a customer (${event.customerId})`;
    case 'customerErased':
      return `erased a customer (${event.customerId}) with ${counted(event.tickets, 'ticket')}`;
    default:
      return workPhrase(event);
  }
};

const accessPhrase: Phrase<AccessEvent> = (event, names, { person }) => {
  switch (event.type) {
    case 'signedIn':
      return `signed in ${signInWords[event.method]}`;
    case 'sessionsEnded': {
      const count = counted(event.sessions.length, 'session');
      return event.person === person
        ? `ended ${count} of their own`
        : `ended ${count} of ${names.person(event.person)}`;
    }
    case 'signInBlocked':
      return `was kept from signing in as “${event.account}” after too many wrong passwords`;
    case 'passwordChanged':
      return event.person === person
        ? 'changed their password'
        : `changed the password of ${names.person(event.person)}`;
    case 'invited':
      if (event.purpose === 'password')
        return `made a link to set the password of ${names.person(event.person ?? '')} anew`;
      return `invited ${event.email ?? 'somebody'}${event.preset ? ` as ${event.preset}` : ''}`;
    case 'invitationWithdrawn':
      return 'withdrew an invitation';
    case 'invitationAccepted':
      return 'accepted an invitation';
    case 'tokenCreated':
      return `created the API token ${names.person(event.person)}, ${event.expiresAt === null ? 'without end' : `until ${event.expiresAt.slice(0, 10)}`}`;
    case 'tokenRevoked':
      return `revoked the API token ${event.token}`;
    case 'webhookAdded':
      return `added the webhook ${event.webhook}`;
    case 'webhookChanged':
      return `changed the webhook ${event.webhook}`;
    case 'webhookRemoved':
      return `removed the webhook ${event.webhook}`;
    case 'webhookSecretRenewed':
      return `renewed the secret of the webhook ${event.webhook}`;
    case 'exported':
      return exportWords(event, names);
  }
};

const signInWords: Record<SignInMethod, string> = {
  firstAdmin: 'as the first account',
  password: 'with a password',
  oidc: 'through the sign-in provider',
  invitation: 'with an invitation',
  developer: 'by name, on a developer’s server',
  commandLine: 'from the command line',
};

function exportWords({ what, about }: Extract<AccessEvent, { type: 'exported' }>, names: Names): string {
  switch (what) {
    case 'audit':
      return 'exported the audit log';
    case 'checkpoint':
      return 'made a checkpoint of the logs';
    case 'customers':
      return 'exported the list of customers';
    case 'customer':
      return `exported the data of the customer ${names.customer(about ?? '')}`;
    case 'timeline':
      return `exported the timeline of ${about ?? 'a ticket'}`;
  }
}

export function counted(count: number, noun: string, nouns = `${noun}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : nouns}`;
}

const fieldWords: Record<string, string> = {
  product: 'product area',
  intents: 'intent tags',
  healthNote: 'health note',
  hue: 'colour',
  email: 'e-mail address',
  preset: 'role',
  left: 'access',
};

function listed(fields: readonly string[]): string {
  const words = fields.map((field) => fieldWords[field] ?? field);
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
