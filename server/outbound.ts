import type { Config } from './config.ts';
import type { NotifyPorts } from './notify/ports.ts';
import { Notifier } from './notify/notifier.ts';
import { headsOf } from './boards/heads.ts';
import type { Store } from './ports/store.ts';
import type { Inside } from './transport/doors.ts';
import { notificationRoutes } from './transport/http/notificationRoutes.ts';
import type { Route } from './transport/http/route.ts';
import { webhookRoutes } from './transport/http/webhookRoutes.ts';
import type { SendPorts } from './webhooks/ports.ts';
import { WebhookSender } from './webhooks/sender.ts';

export interface Outbound {
  readonly routes: readonly Route[];
  start: () => void;
  stop: () => Promise<void>;
}

/** What is told by itself: other systems by webhooks, people by notifications. */
export async function openOutbound(
  config: Config,
  { inside, store }: { inside: Inside; store: Store },
  late: Pick<NotifyPorts, 'address' | 'windows'>,
): Promise<Outbound> {
  const sending: SendPorts = {
    ...inside,
    ...store,
    egress: { loopback: config.loopback, allow: config.egressAllow },
    address: late.address,
    heads: headsOf(store.log),
  };
  const notifying: NotifyPorts = { ...sending, mailer: await openMail(config), windows: late.windows };
  const webhooks = new WebhookSender(sending);
  const notifier = new Notifier(notifying);
  await notifier.prepare();
  return {
    routes: [...webhookRoutes(sending), ...notificationRoutes(notifying)],
    start: () => {
      webhooks.start();
      notifier.start();
    },
    stop: async () => {
      await webhooks.stop();
      await notifier.stop();
    },
  };
}

/** Only who sends e-mail waits for what sends it to load. */
async function openMail({ mail }: Config) {
  if (!mail) return undefined;
  const { openMailer } = await import('./notify/mail/mailer.ts');
  return openMailer(mail);
}
