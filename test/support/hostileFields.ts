import type { z } from 'zod';
import * as audit from '../../shared/protocol/audit.ts';
import * as commands from '../../shared/protocol/commands.ts';
import * as customers from '../../shared/protocol/customers.ts';
import * as http from '../../shared/protocol/http.ts';
import * as machines from '../../shared/protocol/machines.ts';
import * as people from '../../shared/protocol/people.ts';
import { textFieldsOf } from './textFields.ts';

/** Every field of every request in which somebody may write what they like. */
export function everyTextField(): string[] {
  const exported = [audit, commands, customers, http, machines, people].flatMap((module) => Object.entries(module));
  const fields = exported.flatMap(([name, value]) => (isSchema(value) ? textFieldsOf(value, name) : []));
  return [...new Set(fields)].sort();
}

function isSchema(value: unknown): value is z.ZodType {
  return typeof value === 'object' && value !== null && '_zod' in value;
}

/** What is done with each of them in test/e2e/hostileText.test.ts. */
export const treatedFields: Readonly<Record<'written' | 'names' | 'searched' | 'secret', readonly string[]>> = {
  /** Written with hostile text, and then looked at wherever it shows. */
  written: [
    ...['title', 'customer', 'description', 'segment', 'requester', 'product', 'intents[]'].flatMap((field) => [
      `openTicket.${field}`,
      `editTicket.changes.${field}`,
      `inboundSchema.${field}`,
    ]),
    ...['inboundSchema.key', 'inboundSchema.message', 'tagPerson.ask', 'postMessage.text', 'receiveMessage.text'],
    ...['renameBoard.title', 'addColumn.title', 'changeColumn.title', 'createBoardSchema.title'],
    ...['nameSchema', 'developerSignInSchema.name', 'invitationSchema.name', 'personChangeSchema.name'],
    ...['profileSchema.name', 'profileSchema.skills[].name', 'profileSchema.domains[]', 'profileSchema.timeZone'],
    ...['tokenSchema.name', 'webhookSchema.name', 'webhookChangeSchema.name'],
    ...['customerSchema', 'customerChangeSchema'].flatMap((schema) =>
      [
        'name',
        'aliases[]',
        'plan',
        'segment',
        'healthNote',
        'contacts[].name',
        'contacts[].email',
        'contacts[].role',
      ].map((field) => `${schema}.${field}`),
    ),
    'importSchema.board',
  ],
  /** Has to be the id or the name of something that exists; nothing else is kept. */
  names: [
    ...['openTicket.columnId', 'moveTicket.columnId', 'changeColumn.columnId', 'moveColumn.columnId'],
    ...['moveColumn.after', 'removeColumn.columnId', 'removeColumn.moveTicketsTo', 'assignOwner.owner'],
    ...['tagPerson.person', 'removeGuest.person', 'invitationSchema.person', 'eraseCustomerSchema.name'],
  ],
  /** Asked with, and shown to nobody but who asked. */
  searched: [
    ...['board', 'person', 'q', 'ticket'].flatMap((field) => [`auditExportSchema.${field}`, `auditSchema.${field}`]),
    ...['auditSchema.before', 'checkpointSchema.logs[].log', 'deliveriesSchema.before', 'findCustomersSchema.after'],
    ...['findCustomersSchema.q', 'findCustomersSchema.segment', 'findTicketsSchema.before'],
    ...['findTicketsSchema.columnId', 'findTicketsSchema.q'],
  ],
  /** Never shown, or in a fixed form by the time it is: passwords, and addresses that are checked to be e-mail. */
  secret: [
    ...['emailSchema', 'signInSchema.email', 'signInSchema.password', 'firstAdminSchema.password'],
    ...['firstAdminSchema.email', 'passwordChangeSchema.current', 'passwordChangeSchema.password'],
    ...['invitationSchema.email', 'acceptInvitationSchema.email', 'acceptInvitationSchema.password'],
    ...['personChangeSchema.email', 'firstAdminSchema.name', 'acceptInvitationSchema.name'],
  ],
};
