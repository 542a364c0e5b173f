import type { Ticket } from '../../shared/domain/ticket.ts';
import type { SuspectedBugSummary } from '../../shared/protocol/radar.ts';
import type { QueryChanges } from './query.ts';

/** What of the shadow queue is looked at, as its address says. */
export interface ShadowFilters {
  readonly text: string;
  readonly product: string;
  readonly intent: string;
  readonly board: string;
  /** Also those that somebody has taken. */
  readonly taken: boolean;
}

export function readShadowFilters(query: URLSearchParams): ShadowFilters {
  const of = (name: string) => query.get(name) ?? '';
  return {
    ...{ text: of('q'), product: of('product'), intent: of('intent'), board: of('board') },
    taken: of('taken') === '1',
  };
}

export function writeShadowFilters({ text, product, intent, board, taken }: ShadowFilters): QueryChanges {
  const said = (value: string) => (value === '' ? null : value);
  return {
    ...{ q: said(text), product: said(product), intent: said(intent), board: said(board) },
    taken: taken ? '1' : null,
  };
}

/** Pure: those that pass, in the same order. */
export function filteredBugs(bugs: readonly SuspectedBugSummary[], filters: ShadowFilters): SuspectedBugSummary[] {
  const words = filters.text.toLowerCase().split(/\s+/).filter(Boolean);
  return bugs.filter((bug) => passes(bug, filters) && words.every((word) => saidOf(bug).includes(word)));
}

/** Who has taken it, from the shadow queue or by a tag. */
export function takersOf({ tags = [] }: Ticket): readonly string[] {
  return [...new Set(tags.filter(({ state }) => state !== 'raised').flatMap(({ asked }) => asked))];
}

function passes({ ticket, board }: SuspectedBugSummary, filters: ShadowFilters): boolean {
  if (filters.product !== '' && ticket.product !== filters.product) return false;
  if (filters.intent !== '' && !ticket.intents.includes(filters.intent)) return false;
  if (filters.board !== '' && board.id !== filters.board) return false;
  return filters.taken || takersOf(ticket).length === 0;
}

function saidOf({ ticket, board, problem }: SuspectedBugSummary): string {
  const { id, title, customer, product = '', intents, bug } = ticket;
  return [id, title, customer, product, ...intents, bug?.why ?? '', problem, board.title].join('\n').toLowerCase();
}
