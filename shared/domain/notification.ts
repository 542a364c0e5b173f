/** What one can be told of. */
export const notificationTopics = [
  'tagged',
  'tagReminder',
  'tagAccepted',
  'tagDeclined',
  'tagAnswered',
  'tagReturned',
  'tagUnanswered',
  'handRaised',
  'helpOffered',
  'madeOwner',
  'customerReplied',
  'playStarted',
  'playTimeUp',
] as const;
export type NotificationTopic = (typeof notificationTopics)[number];

export const channels = ['inApp', 'browser', 'email', 'chat'] as const;
export type Channel = (typeof channels)[number];

export type NotificationMatrix = Readonly<Record<NotificationTopic, Readonly<Record<Channel, boolean>>>>;
export type PartialMatrix = Readonly<Partial<Record<NotificationTopic, Readonly<Partial<Record<Channel, boolean>>>>>>;

/** Until somebody says otherwise: all in the app; elsewhere what waits for this person, and what became of what they asked. */
const offUnlessSet: Readonly<Record<Exclude<Channel, 'inApp'>, readonly NotificationTopic[]>> = {
  browser: ['tagAccepted', 'tagDeclined', 'madeOwner'],
  email: ['tagAccepted', 'tagDeclined', 'handRaised', 'helpOffered', 'madeOwner', 'customerReplied', 'playTimeUp'],
  chat: ['tagAccepted', 'tagDeclined', 'handRaised', 'helpOffered', 'madeOwner', 'customerReplied', 'playTimeUp'],
};

/** The whole matrix: what was set, and what holds until it is. */
export function matrixOf(set: PartialMatrix): NotificationMatrix {
  const rows = notificationTopics.map((topic) => {
    const cells = channels.map((channel) => [channel, set[topic]?.[channel] ?? isOnAtFirst(topic, channel)] as const);
    return [topic, Object.fromEntries(cells)] as const;
  });
  return Object.fromEntries(rows) as unknown as NotificationMatrix;
}

function isOnAtFirst(topic: NotificationTopic, channel: Channel): boolean {
  return channel === 'inApp' || !offUnlessSet[channel].includes(topic);
}

/** A request to this person that waits for an answer: never gathered with others. */
export function waitsForAnswer(topic: NotificationTopic): boolean {
  return topic === 'tagged' || topic === 'tagReminder';
}
