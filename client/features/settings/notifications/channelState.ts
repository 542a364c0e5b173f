import type { Channel } from '../../../../shared/domain/notification.ts';
import type { NotificationSettingsReply } from '../../../../shared/protocol/notifications.ts';
import type { BrowserPermission } from '../../../state/notificationBrowser.svelte.ts';
import { chatNames } from '../../../state/notificationWords.ts';

export interface ChannelState {
  /** Something can be sent through it. */
  readonly isReady: boolean;
  /** In two or three words; empty when it is ready. */
  readonly short: string;
  /** Where it goes; or why it does not, and what to do. */
  readonly detail: string;
}

type Settings = Pick<NotificationSettingsReply, 'canMail' | 'email' | 'chat'>;

/** Whether a channel works for me here. */
export function channelState(channel: Channel, settings: Settings, permission: BrowserPermission): ChannelState {
  switch (channel) {
    case 'inApp':
      return ready('The inbox behind the bell, and short notices while Swarmboard is open.');
    case 'browser':
      return ofBrowser[permission];
    case 'email':
      return ofEmail(settings);
    case 'chat':
      return settings.chat
        ? ready(`${chatNames[settings.chat.format]}, at ${settings.chat.host}`)
        : missing(
            'no address',
            'Messages in Slack or Microsoft Teams. Paste the address of an incoming webhook first.',
          );
  }
}

const ofBrowser: Readonly<Record<BrowserPermission, ChannelState>> = {
  granted: ready('On this device, while Swarmboard is open and you look at something else.'),
  default: missing('not allowed yet', 'On this device, once you allow it. Swarmboard has to be open in a tab.'),
  denied: missing(
    'blocked',
    'This browser blocks them. Press the symbol beside the address of the page, set notifications to “Allow” and reload.',
  ),
  impossible: missing(
    'not possible here',
    'This browser shows none, or the page was not opened over https. Use another browser or an https address.',
  ),
};

function ofEmail({ canMail, email }: Settings): ChannelState {
  if (!canMail) {
    return missing(
      'not set up',
      'This server sends no e-mail yet. Whoever runs it gives it a mail server with SMTP_URL and MAIL_FROM.',
    );
  }
  return email === null
    ? missing('no address', 'Your account has no e-mail address. Whoever manages people can enter one.')
    : ready(`To ${email}`);
}

function ready(detail: string): ChannelState {
  return { isReady: true, short: '', detail };
}

function missing(short: string, detail: string): ChannelState {
  return { isReady: false, short, detail };
}
