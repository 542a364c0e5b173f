import { createTransport } from 'nodemailer';
import type { Mail, Mailer, Sent } from '../ports.ts';

export interface MailSettings {
  /** `smtp://` (TLS when the server offers it) or `smtps://`, with user and password where needed. */
  readonly url: string;
  readonly from: { readonly name: string; readonly address: string };
}

const connectWithinMs = 10_000;
const answerWithinMs = 30_000;
const shownCharacters = 200;

/** Sends by SMTP over a few connections that are kept open for a while. */
export function openMailer({ url, from }: MailSettings): Mailer {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 2,
    // What fails is tried again from the store, not from memory.
    maxRequeues: 0,
    connectionTimeout: connectWithinMs,
    greetingTimeout: connectWithinMs,
    socketTimeout: answerWithinMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const host = from.address.split('@')[1] ?? 'localhost';
  const idOf = (name: string) => `<${name.replace(/[^\w.-]/g, '_')}@${host}>`;
  return {
    send: async (mail: Mail): Promise<Sent> => {
      try {
        await transport.sendMail({
          from: { name: mail.fromName === '' ? from.name : `${mail.fromName} (${from.name})`, address: from.address },
          to: { name: '', address: mail.to },
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          messageId: idOf(mail.messageId),
          ...(mail.thread !== null && { inReplyTo: idOf(mail.thread), references: [idOf(mail.thread)] }),
          ...(mail.isUrgent && { priority: 'high' as const }),
          list: { unsubscribe: { url: mail.settingsUrl, comment: 'Notification settings' } },
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        });
        return { problem: null, isFinal: false };
      } catch (reason) {
        return failed(reason);
      }
    },
    close: () => {
      transport.close();
    },
  };
}

/** A mailbox or a mail that is refused for good is refused tomorrow as well; all else may pass. */
function failed(reason: unknown): Sent {
  const {
    code = '',
    responseCode = 0,
    message = '',
  } = reason as { code?: string; responseCode?: number; message?: string };
  const isFinal = ['EENVELOPE', 'EMESSAGE'].includes(code) && responseCode >= 500;
  const text = inWords[code] ?? message.replace(/\s+/g, ' ').trim().slice(0, shownCharacters);
  return { problem: text === '' ? 'It could not be sent.' : text, isFinal };
}

const inWords: Readonly<Record<string, string>> = {
  EDNS: 'The name of the mail server is not known.',
  ETIMEDOUT: 'The mail server did not answer in time.',
  EAUTH: 'The mail server did not accept the user and password in SMTP_URL.',
  ETLS: 'No secure connection to the mail server.',
};
