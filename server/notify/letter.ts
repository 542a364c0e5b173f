import type { BriefTold, KeptNotification } from '../commands/notificationRecords.ts';
import type { Mail } from './ports.ts';

export interface Addressed {
  readonly to: string;
  readonly messageId: string;
  /** Where people open the product, without a slash at its end. */
  readonly address: string;
  readonly nameOf: (person: string) => string;
}

type Content = Pick<Mail, 'fromName' | 'subject' | 'text' | 'html' | 'thread' | 'isUrgent'>;

/** Pure: one mail about one thing, in the thread of its ticket, or a digest of several. */
export function mailOf(told: readonly KeptNotification[], { to, messageId, address, nameOf }: Addressed): Mail {
  const [only, ...others] = told;
  const content = only && others.length === 0 ? single(only, { address, nameOf }) : digest(told, address);
  return { to, messageId, settingsUrl: settingsUrl(address), ...content };
}

export function testMail({ to, messageId, address }: Omit<Addressed, 'nameOf'>): Mail {
  const text = 'This is a test. E-mails from Swarmboard reach you.';
  return {
    ...{ to, messageId, settingsUrl: settingsUrl(address), fromName: '', thread: null, isUrgent: false },
    subject: 'A test from Swarmboard',
    text: `${text}\n\n${footer(address)}`,
    html: page([paragraph(text)], address),
  };
}

export function ticketUrl(address: string, ticketId: string): string {
  return `${address}/tickets/${encodeURIComponent(ticketId)}`;
}

/** What the brief says, a line each. */
export function briefLines({ problem, missing, blocked, neededBy }: BriefTold): [label: string, text: string][] {
  return [
    ...(problem === '' ? [] : [['Problem', problem] as [string, string]]),
    ...(missing.length === 0 ? [] : [['Not there yet', missing.join(', ')] as [string, string]]),
    ...(blocked ? [['No time', 'The customer is blocked'] as [string, string]] : []),
    ...(neededBy === null
      ? []
      : [['Needed by', neededBy.replace('T', ' ').replace(/:\d\d(\.\d+)?Z$/, ' UTC')] as [string, string]]),
  ];
}

export function headline({ ticketId, ticketTitle }: Pick<KeptNotification, 'ticketId' | 'ticketTitle'>): string {
  return `[${ticketId}] ${ticketTitle.replace(/\s+/g, ' ').trim()}`;
}

function single(told: KeptNotification, { address, nameOf }: Pick<Addressed, 'address' | 'nameOf'>): Content {
  const lines = told.brief ? briefLines(told.brief) : [];
  const url = ticketUrl(address, told.ticketId);
  const brief = lines.map(([label, text]) => `${label}: ${text}\n`).join('');
  return {
    fromName: nameOf(told.by),
    subject: headline(told),
    text: [told.text, '', ...(brief === '' ? [] : [brief]), `Open the ticket: ${url}`, '', footer(address)].join('\n'),
    html: page(
      [
        paragraph(headline(told), 'color:#667085'),
        paragraph(told.text, 'font-size:16px'),
        ...lines.map(([label, text]) => `<p style="margin:4px 0"><b>${escaped(label)}:</b> ${escaped(text)}</p>`),
        link(url, 'Open the ticket'),
      ],
      address,
    ),
    thread: `ticket-${told.ticketId}-${told.person}`,
    isUrgent: told.isUrgent,
  };
}

function digest(told: readonly KeptNotification[], address: string): Content {
  const ids = [...new Set(told.map(({ ticketId }) => ticketId))];
  const shown = ids.slice(0, 3).map((id) => `[${id}]`);
  const more = ids.length > shown.length ? ` and ${String(ids.length - shown.length)} more` : '';
  const lines = told.map((one) => `${headline(one)}\n${one.text}\n${ticketUrl(address, one.ticketId)}\n`);
  return {
    fromName: '',
    subject: `${String(told.length)} notifications: ${shown.join(' ')}${more}`,
    text: [...lines, footer(address)].join('\n'),
    html: page(
      told.flatMap((one) => [link(ticketUrl(address, one.ticketId), headline(one)), paragraph(one.text)]),
      address,
    ),
    thread: null,
    isUrgent: false,
  };
}

function settingsUrl(address: string): string {
  return `${address}/settings/notifications`;
}

function footer(address: string): string {
  return `--\nSwarmboard. Choose what reaches you: ${settingsUrl(address)}`;
}

function page(parts: readonly string[], address: string): string {
  const foot = `<a href="${escaped(settingsUrl(address))}" style="color:#667085">Choose what reaches you</a>`;
  const body = [...parts, `<p style="margin:24px 0 0;color:#667085;font-size:12px">Swarmboard. ${foot}</p>`].join('\n');
  return `<!doctype html><html><body style="font:14px/1.5 system-ui,sans-serif;max-width:36em">\n${body}\n</body></html>`;
}

function paragraph(text: string, style = ''): string {
  return `<p style="margin:8px 0;${style}">${escaped(text)}</p>`;
}

function link(url: string, text: string): string {
  return `<p style="margin:16px 0 0"><a href="${escaped(url)}">${escaped(text)}</a></p>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
