import type { Person } from '../../shared/domain/person.ts';
import type { KeptNotification } from '../commands/notificationRecords.ts';
import { type NotifySettings, chatUrlOf } from '../commands/notificationSettings.ts';
import { post } from '../webhooks/post.ts';
import { type ChatMessage, chatBody, chatMessageOf } from './chat.ts';
import { mailOf } from './letter.ts';
import type { Mail, NotifyPorts, Sent } from './ports.ts';

export interface Recipient {
  readonly person: Person;
  readonly settings: NotifySettings;
}

/** One try to send one notification, or several as a digest by e-mail, whatever comes of it. */
export async function attempt(
  ports: NotifyPorts,
  { person, settings }: Recipient,
  { channel, id, told }: { channel: 'email' | 'chat'; id: string; told: readonly KeptNotification[] },
): Promise<Sent> {
  const address = ports.address();
  const [first] = told;
  if (channel === 'chat') {
    return first ? sendChat(ports, { person, settings }, chatMessageOf(first, address)) : nothing;
  }
  const nameOf = (one: string) => ports.people.state.people.get(one)?.name ?? '';
  return sendMail(ports, mailOf(told, { to: person.email ?? '', messageId: id, address, nameOf }));
}

export async function sendMail({ mailer }: Pick<NotifyPorts, 'mailer'>, mail: Mail): Promise<Sent> {
  return mailer ? mailer.send(mail) : { problem: 'This server sends no e-mail.', isFinal: true };
}

export async function sendChat(
  { secrets, egress }: Pick<NotifyPorts, 'secrets' | 'egress'>,
  { person, settings: { chat } }: Recipient,
  message: ChatMessage,
): Promise<Sent> {
  const url = chat && chatUrlOf(secrets, person.id, chat);
  if (!chat || url === null) return nothing;
  if (url === undefined) return { problem: unreadable, isFinal: true };
  const headers = { 'content-type': 'application/json', 'user-agent': 'Swarmboard' };
  const { status, problem } = await post({ url, headers, body: Buffer.from(chatBody(chat.format, message)) }, egress);
  return { problem, isFinal: problem !== null && status !== null && gone.includes(status) };
}

/** The incoming webhook was removed, or never was one. */
const gone = [403, 404, 410];
const nothing: Sent = { problem: 'There is no address to send it to.', isFinal: true };
const unreadable = 'The address can no longer be read on this server: enter it again.';
