import type { Delivery, TokenSummary, WebhookTopic } from '../../shared/protocol/machines.ts';

/** What each topic means, in the words of the board. */
export const topicWords: Readonly<Record<WebhookTopic, string>> = {
  'ticket.opened': 'A ticket is opened',
  'ticket.edited': 'A ticket’s facts change',
  'ticket.moved': 'A ticket goes to another column',
  'ticket.resolved': 'A ticket is resolved',
  'ticket.reopened': 'A resolved ticket is open again',
  'ticket.owner_changed': 'A ticket gets another owner, or none',
  'ticket.message_posted': 'Somebody writes; internal notes go without their text',
  'ticket.person_tagged': 'Somebody is tagged',
  'ticket.tag_accepted': 'Somebody takes up a tag',
  'ticket.tag_declined': 'Somebody declines a tag',
  'ticket.tag_answered': 'A tag is answered; it goes without the answer',
  'ticket.tag_ended': 'A tag is returned, withdrawn or removed, or nobody is left to ask',
};

export const stateWords: Readonly<Record<Delivery['state'], string>> = {
  waiting: 'Waiting',
  delivered: 'Delivered',
  failed: 'Failed',
  refused: 'Refused',
};

/** Whether a token no longer lets anybody in; `now` in milliseconds. */
export function hasRunOut({ expiresAt }: Pick<TokenSummary, 'expiresAt'>, now: number): boolean {
  return expiresAt !== null && Date.parse(expiresAt) <= now;
}

/** JSON as people read it; anything else as it is. */
export function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
