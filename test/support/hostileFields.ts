import type { z } from 'zod';
import * as audit from '../../shared/protocol/audit.ts';
import * as charter from '../../shared/protocol/charter.ts';
import * as commands from '../../shared/protocol/commands.ts';
import * as customers from '../../shared/protocol/customers.ts';
import * as http from '../../shared/protocol/http.ts';
import * as machines from '../../shared/protocol/machines.ts';
import * as notifications from '../../shared/protocol/notifications.ts';
import * as people from '../../shared/protocol/people.ts';
import * as rotas from '../../shared/protocol/rotas.ts';
import { textFieldsOf } from './textFields.ts';

/** Every field of every request in which somebody may write what they like. */
export function everyTextField(): string[] {
  const exported = [audit, charter, commands, customers, http, machines, notifications, people, rotas].flatMap(
    (module) => Object.entries(module),
  );
  const fields = exported.flatMap(([name, value]) => (isSchema(value) ? textFieldsOf(value, name) : []));
  // What has no field is a part that requests are made of.
  return [...new Set(fields)].filter((field) => field.includes('.')).sort();
}

function isSchema(value: unknown): value is z.ZodType {
  return typeof value === 'object' && value !== null && '_zod' in value;
}

/** Those that are not written with hostile text in test/e2e/hostileText.test.ts, and why that is fine. */
export const otherFields: Readonly<Record<'names' | 'formed' | 'searched' | 'secret', readonly string[]>> = {
  /** Has to be the id or the name of something that exists; nothing else is kept. */
  names: [
    ...['openTicket.columnId', 'moveTicket.columnId', 'changeColumn.columnId', 'moveColumn.columnId'],
    ...['moveColumn.after', 'removeColumn.columnId', 'removeColumn.moveTicketsTo', 'assignOwner.owner'],
    ...['acceptTag.tagId', 'declineTag.tagId', 'declineTag.suggest', 'answerTag.tagId', 'returnTag.tagId'],
    ...['withdrawTag.tagId', 'raiseTag.target.person'],
    ...['removeGuest.person', 'invitationSchema.person', 'eraseCustomerSchema.name'],
    ...['profileSchema.timeZone', 'triageRuleSchema.id'],
    ...['notificationSettingsSchema.mutedBoards[]', 'readNotificationsSchema.ids[]'],
    ...['startPlay.lead', 'startPlay.communicator', 'changePlay.lead', 'changePlay.communicator', 'playSchema.rota'],
    ...['rotaSchema.id', 'rotaSchema.timeZone', 'rotaSchema.members[]', 'rotaOverrideSchema.instead'],
    ...['rotaOverrideSchema.people[]', 'rotaSwapSchema.mine.person', 'rotaSwapSchema.theirs.person'],
  ],
  /** Has to be an e-mail address. */
  formed: [
    ...['signInSchema.email', 'firstAdminSchema.email', 'invitationSchema.email', 'acceptInvitationSchema.email'],
    'personChangeSchema.email',
  ],
  /** Asked with, and shown to nobody but who asked: see test/e2e/hostileInvestigation.test.ts. */
  searched: [
    'tryTriageSchema.board',
    ...['id', 'name', 'when.intents[]', 'when.words[]', 'when.segments[]', 'when.products[]', 'then.target.domain'].map(
      (field) => `tryTriageSchema.rule.${field}`,
    ),
    ...['board', 'person', 'q', 'ticket'].flatMap((field) => [`auditExportSchema.${field}`, `auditSchema.${field}`]),
    ...['auditSchema.before', 'checkpointSchema.logs[].log', 'deliveriesSchema.before', 'findCustomersSchema.after'],
    ...['notificationDeliveriesSchema.before', 'notificationsSchema.before'],
    ...['findCustomersSchema.q', 'findCustomersSchema.segment', 'findTicketsSchema.before'],
    ...['findTicketsSchema.columnId', 'findTicketsSchema.q'],
  ],
  /** Never shown. */
  secret: [
    ...['signInSchema.password', 'firstAdminSchema.password', 'acceptInvitationSchema.password'],
    ...['passwordChangeSchema.current', 'passwordChangeSchema.password'],
  ],
};
