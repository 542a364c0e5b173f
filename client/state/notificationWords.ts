import type { Channel, NotificationTopic } from '../../shared/domain/notification.ts';
import type { NotificationDelivery } from '../../shared/protocol/notifications.ts';
import type { Hours } from '../../shared/domain/person.ts';

export interface TopicGroup {
  readonly title: string;
  readonly topics: readonly { readonly id: NotificationTopic; readonly name: string }[];
}

/** Every topic once, as whoever is told would say it. */
export const topicGroups: readonly TopicGroup[] = [
  {
    title: 'Tags',
    topics: [
      { id: 'tagged', name: 'Somebody asks you' },
      { id: 'tagReminder', name: 'A tag still waits for your answer' },
      { id: 'tagAccepted', name: 'Your tag is accepted' },
      { id: 'tagDeclined', name: 'Your tag is declined' },
      { id: 'tagAnswered', name: 'Your tag is answered' },
      { id: 'tagReturned', name: 'Your tag comes back' },
      { id: 'tagUnanswered', name: 'Nobody answers your tag' },
    ],
  },
  {
    title: 'Help',
    topics: [
      { id: 'handRaised', name: 'Somebody needs help you could give' },
      { id: 'helpOffered', name: 'Somebody offers you help' },
    ],
  },
  {
    title: 'Tickets',
    topics: [
      { id: 'madeOwner', name: 'You become the owner of a ticket' },
      { id: 'customerReplied', name: 'A customer writes on your ticket' },
    ],
  },
  {
    title: 'Plays',
    topics: [
      { id: 'playStarted', name: 'A play starts that you are in' },
      { id: 'playTimeUp', name: 'The time of your play is up' },
    ],
  },
];

export const channelNames: Readonly<Record<Channel, string>> = {
  inApp: 'In app',
  browser: 'Browser',
  email: 'E-mail',
  chat: 'Chat',
};

export const chatNames = { slack: 'Slack', teams: 'Microsoft Teams' } as const;

export const deliveryWords: Readonly<Record<NotificationDelivery['state'], string>> = {
  held: 'Held back',
  waiting: 'On its way',
  delivered: 'Delivered',
  failed: 'Failed',
  skipped: 'Not needed',
};

/** Why it is in that state, where the word alone does not say it. */
export function deliveryReason({ state, tries }: Pick<NotificationDelivery, 'state' | 'tries'>): string | undefined {
  if (state === 'held') return 'Gathered with others, or waiting for the end of your quiet hours.';
  if (state === 'skipped') return 'You were looking at it, or read it before it was sent.';
  if (state === 'failed') return tries.at(-1)?.problem ?? undefined;
  return undefined;
}

/** `3 unread notifications`, for whoever hears it. */
export function unreadWords(unread: number): string {
  if (unread === 0) return 'No unread notifications';
  return unread === 1 ? '1 unread notification' : `${unread.toLocaleString()} unread notifications`;
}

export function hoursWords({ from, to }: Hours): string {
  return `${from} to ${to}`;
}

/** Minutes that e-mails are gathered for. */
export function gatherWords(minutes: number): string {
  if (minutes === 0) return 'Send each one at once';
  if (minutes % 60 !== 0) return `Gather for ${minutes} minutes`;
  return minutes === 60 ? 'Gather for an hour' : `Gather for ${minutes / 60} hours`;
}
