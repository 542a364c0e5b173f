import { lines } from '../../../shared/domain/line.ts';
import type { Radar, Stall } from '../../../shared/domain/radar.ts';
import type { Tag } from '../../../shared/domain/tag.ts';
import type { Ticket } from '../../../shared/domain/ticket.ts';
import { type Turn, turns, unansweredTags } from '../../../shared/domain/turn.ts';
import type { QueryChanges } from '../../state/query.ts';

/** The lists of the radar: by turn, tags that nobody has accepted, lines without an owner, what nobody has touched. */
export const radarLists = ['turns', 'tags', 'handoffs', 'untouched'] as const;
export type RadarList = (typeof radarLists)[number];

export interface RadarFilters {
  readonly list: RadarList;
  /** None: all. */
  readonly turns: readonly Turn[];
  readonly stalled: boolean;
  /** Only where it is the turn of whoever looks. */
  readonly mine: boolean;
  readonly text: string;
}

export function readRadarFilters(query: URLSearchParams): RadarFilters {
  return {
    list: radarLists.find((list) => list === query.get('show')) ?? 'turns',
    turns: turns.filter((turn) => query.getAll('turn').includes(turn)),
    stalled: query.get('stalled') === '1',
    mine: query.get('mine') === '1',
    text: query.get('q') ?? '',
  };
}

export function writeRadarFilters({ list, turns: chosen, stalled, mine, text }: RadarFilters): QueryChanges {
  return {
    show: list === 'turns' ? null : list,
    turn: chosen,
    stalled: stalled ? '1' : null,
    mine: mine ? '1' : null,
    q: text === '' ? null : text,
  };
}

export interface WaitingTag {
  readonly stall: Stall;
  readonly tag: Tag;
}

/** What passes, in the order of the radar. */
export interface Filtered {
  readonly stalls: readonly Stall[];
  readonly tags: readonly WaitingTag[];
  /** By line, those nobody owns. */
  readonly handoffs: readonly { readonly line: string; readonly stalls: readonly Stall[] }[];
  readonly untouched: readonly Stall[];
}

/** Pure: of a radar, what somebody looks at. */
export function filteredRadar({ stalls, untouched }: Radar, filters: RadarFilters, me: string | undefined): Filtered {
  const words = filters.text.toLowerCase().split(/\s+/).filter(Boolean);
  const passing = stalls.filter((stall) => {
    if (filters.stalled && !stall.isStalled) return false;
    if (filters.mine && !(me !== undefined && stall.people.includes(me))) return false;
    return words.every((word) => saidOf(stall.ticket).includes(word));
  });
  const ids = new Set(untouched.map(({ id }) => id));
  const handed = passing.filter(({ ticket }) => ticket.owner === null && ticket.line !== undefined);
  return {
    stalls: passing.filter(({ turn }) => filters.turns.length === 0 || filters.turns.includes(turn)),
    tags: passing
      .flatMap((stall) => unansweredTags(stall.ticket).map((tag) => ({ stall, tag })))
      .sort((a, b) => (a.tag.at < b.tag.at ? -1 : 1)),
    handoffs: [...new Set(handed.map(({ ticket }) => ticket.line ?? ''))]
      .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
      .map((line) => ({ line, stalls: handed.filter(({ ticket }) => ticket.line === line) })),
    untouched: passing.filter(({ ticket }) => ids.has(ticket.id)),
  };
}

/** The charter's lines first, then those of imported histories. */
function rank(line: string): number {
  const at = lines.findIndex((one) => one === line);
  return at === -1 ? lines.length : at;
}

function saidOf({ id, title, customer, product = '', line = '', intents }: Ticket): string {
  return [id, title, customer, product, line, ...intents].join('\n').toLowerCase();
}
