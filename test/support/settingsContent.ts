import type { CustomerReply } from '../../shared/protocol/customers.ts';
import type { WebhookMade } from '../../shared/protocol/machines.ts';
import type { TestPerson } from './person.ts';

export interface SettingsContent {
  readonly customer: string;
  /** Sends; its log has a delivery. */
  readonly webhookOut: string;
  readonly webhookIn: string;
}

/** Something to show on every page of the settings; answers the ids of what has a page of its own. */
export async function fillSettings(admin: TestPerson, board: string): Promise<SettingsContent> {
  const ask = async (path: string, body?: object): Promise<unknown> => {
    const { status, body: reply } = await admin.ask('POST', path, body);
    if (status !== 200) throw new Error(`${path} was refused: ${JSON.stringify(reply)}`);
    return reply;
  };
  const contacts = [{ name: 'Maria Lindqvist', email: 'maria@acme.example', role: 'Head of operations' }];
  const facts = { plan: 'Business', segment: 'Enterprise', healthNote: 'Renewal in March.', contacts };
  const { customer } = (await ask('/customers', {
    name: 'Harbour Hotels',
    aliases: ['HH'],
    ...facts,
  })) as CustomerReply;
  await ask('/customers', { name: 'Brightside Dental' });
  await ask('/tokens', { name: 'Nightly report', scopes: ['readBoards', 'readAudit'], days: 90 });
  await ask('/invitations', { purpose: 'join', preset: 'agent', name: 'Mal Reynolds', email: 'mal@example.com' });
  // Nothing listens there: the delivery fails, which has the most to show.
  const out = { direction: 'out', name: 'CRM', url: 'http://127.0.0.1:9/hook', topics: ['ticket.opened'], board };
  const webhookOut = ((await ask('/webhooks', out)) as WebhookMade).webhook.id;
  await ask(`/webhooks/${webhookOut}/test`);
  const webhookIn = ((await ask('/webhooks', { direction: 'in', name: 'Shop', board })) as WebhookMade).webhook.id;
  return { customer: customer.id, webhookOut, webhookIn };
}
