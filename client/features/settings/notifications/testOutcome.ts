import type { Channel } from '../../../../shared/domain/notification.ts';
import type { NotificationDelivery } from '../../../../shared/protocol/notifications.ts';

export interface Outcome {
  readonly isGood: boolean;
  readonly text: string;
}

const arrived: Readonly<Record<Channel, string>> = {
  inApp: 'Delivered: a short notice showed on every page of yours that is open.',
  browser:
    'Handed to the browser. Nothing to see? Then your system holds notifications back: look for “Do not disturb” and for this browser in its settings.',
  email: 'Delivered to the mail server. It is in your mailbox soon; if not, look among the unwanted mail.',
  chat: 'Delivered: it is in your chat now.',
};

const ways: Readonly<Record<Channel, string>> = {
  inApp: 'in the app',
  browser: 'by the browser',
  email: 'by e-mail',
  chat: 'in your chat',
};

/** How a test went, in words. */
export function outcomeOf({ channel, state, tries }: NotificationDelivery): Outcome {
  if (state === 'delivered') return { isGood: true, text: arrived[channel] };
  const problem = tries.at(-1)?.problem ?? 'It is tried again.';
  return { isGood: false, text: `The test did not arrive ${ways[channel]}. ${problem}` };
}
