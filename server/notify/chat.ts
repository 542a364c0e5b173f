import type { KeptNotification } from '../commands/notificationRecords.ts';
import { briefLines, headline, ticketUrl } from './letter.ts';

/** A message to a chat, before it is in anybody's format. */
export interface ChatMessage {
  readonly title: string;
  readonly url: string;
  readonly lines: readonly string[];
}

export type ChatFormat = 'slack' | 'teams';

export function chatMessageOf(told: KeptNotification, address: string): ChatMessage {
  const brief = told.brief ? briefLines(told.brief) : [];
  return {
    title: headline(told),
    url: ticketUrl(address, told.ticketId),
    lines: [told.text, ...brief.map(([label, text]) => `${label}: ${text}`)],
  };
}

export function testMessage(address: string): ChatMessage {
  return { title: 'Swarmboard', url: `${address}/settings/notifications`, lines: ['This is a test: it works.'] };
}

/** Pure: what is posted. What people wrote is text only: it cannot call anybody, link anywhere or look like ours. */
export function chatBody(format: ChatFormat, message: ChatMessage): string {
  return JSON.stringify(format === 'slack' ? slack(message) : teams(message));
}

const mostInSlack = 2_900;

function slack({ title, url, lines }: ChatMessage) {
  return {
    text: escaped([title, ...lines].join('\n')),
    blocks: [
      { type: 'section', text: { type: 'mrkdwn', text: `*<${url}|${escaped(title)}>*`, verbatim: true } },
      { type: 'section', text: { type: 'plain_text', text: lines.join('\n').slice(0, mostInSlack), emoji: false } },
    ],
  };
}

/** As Slack asks for it: these three mean something to it, nothing else does. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').slice(0, mostInSlack);
}

/** What the workflow “when a Teams webhook request is received” takes; a run of text knows no Markdown. */
function teams({ title, url, lines }: ChatMessage) {
  const line = (text: string, more: object = {}) => ({
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', text, ...more }],
  });
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          fallbackText: title,
          body: [line(title, { weight: 'Bolder' }), ...lines.map((text) => line(text))],
          actions: [{ type: 'Action.OpenUrl', title: 'Open', url }],
        },
      },
    ],
  };
}
