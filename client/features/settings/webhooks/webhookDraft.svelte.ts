import type { WebhookSummary, WebhookTopic } from '../../../../shared/protocol/machines.ts';
import type { NewWebhook } from '../../../state/machinesRequests.ts';

type Problems = Partial<Record<'name' | 'url' | 'board' | 'topics', string>>;

/** A webhook as somebody is typing it. */
export class WebhookDraft {
  direction = $state<'in' | 'out'>('out');
  name = $state('');
  url = $state('');
  /** Empty: all boards, or none chosen yet. */
  board = $state('');
  topics = $state.raw<readonly WebhookTopic[]>(['ticket.opened', 'ticket.resolved']);
  problems = $state.raw<Problems>({});

  static of({ direction, name, url, board, topics }: WebhookSummary): WebhookDraft {
    const draft = new WebhookDraft();
    Object.assign(draft, { direction, name, url, board: board ?? '', topics });
    return draft;
  }

  /** Whether it says something else than this. */
  differsFrom({ direction, name, url, board, topics }: WebhookSummary): boolean {
    if (this.name.trim() !== name || this.board !== (board ?? '')) return true;
    return direction === 'out' && (this.url.trim() !== url || this.topics.join() !== topics.join());
  }

  /** What is to be sent, or undefined when `problems` say why not. */
  finished(): NewWebhook | undefined {
    this.problems = this.#findProblems();
    if (Object.keys(this.problems).length > 0) return undefined;
    const name = this.name.trim();
    if (this.direction === 'in') return { direction: 'in', name, board: this.board };
    const board = this.board === '' ? null : this.board;
    return { direction: 'out', name, url: this.url.trim(), topics: this.topics, board };
  }

  #findProblems(): Problems {
    const name = this.name.trim() === '' ? { name: 'Say what it is for, so that you know it again.' } : {};
    if (this.direction === 'in') {
      return { ...name, ...(this.board === '' && { board: 'Choose where its tickets go.' }) };
    }
    return {
      ...name,
      ...(!isAddress(this.url) && { url: 'Enter an address that begins with https:// or http://.' }),
      ...(this.topics.length === 0 && { topics: 'Choose at least one thing it is told.' }),
    };
  }
}

function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text.trim()) && URL.canParse(text.trim());
}
