import { createContext } from 'svelte';
import type { Pin } from '../../../../shared/domain/ticket.ts';
import type { TimelineEvent } from '../../../../shared/protocol/http.ts';
import type { MomentNames } from '../../../../shared/protocol/swarmWords.ts';
import { isHelp, kindOf } from '../../../../shared/protocol/timelineKinds.ts';
import { momentWords } from '../../../../shared/protocol/timelineWords.ts';
import type { TicketDesk } from '../../../state/ticketDesk.svelte.ts';
import { clockTime, dateOf } from '../../../ui/times.ts';
import { type PinnedMoment, pinsByMoment, pinsInOrder, tagsIn } from './pinned.ts';
import { timelineDays, visibleMoments } from './timelineItems.ts';

/** What of a timeline is looked at. */
export const timelineFilters = ['everything', 'words', 'help', 'investigation'] as const;
export type TimelineFilter = (typeof timelineFilters)[number];

/** So many are drawn at once: what happened last. */
const firstDrawn = 120;
const moreDrawn = 120;

/** A ticket's timeline as one person looks at it: how much of it, which kinds, what is pinned. */
export class TimelineView {
  readonly #desk: () => TicketDesk;
  #filter = $state<TimelineFilter>('everything');
  #drawn = $state(firstDrawn);
  #sought = $state<string>();
  readonly #all = $derived.by(() => visibleMoments(this.#desk().timeline.events ?? []));
  readonly #passing = $derived(
    this.#filter === 'everything' ? this.#all : this.#all.filter((one) => this.#passes(one)),
  );
  readonly #days = $derived(timelineDays(this.#passing.slice(-this.#drawn)));
  readonly #pins = $derived.by(() => pinsByMoment(this.#pinned));
  readonly #tags = $derived.by(() => tagsIn(this.#all));

  constructor(desk: () => TicketDesk) {
    this.#desk = desk;
  }

  get filter(): TimelineFilter {
    return this.#filter;
  }

  set filter(filter: TimelineFilter) {
    this.#filter = filter;
    this.#drawn = firstDrawn;
  }

  get days() {
    return this.#days;
  }

  /** How many happened before the first that is drawn. */
  get earlier(): number {
    return Math.max(0, this.#passing.length - this.#drawn);
  }

  showEarlier(): void {
    this.#drawn += moreDrawn;
  }

  get mayPin(): boolean {
    return this.#desk().may('investigate');
  }

  pinOf(id: string): Pin | undefined {
    return this.#pins.get(id);
  }

  /** In the order in which the moments happened; those whose moment is gone come last. */
  get pins(): readonly PinnedMoment[] {
    return pinsInOrder(this.#pinned, this.#all);
  }

  pin(id: string, note?: string): void {
    const { ticket } = this.#desk();
    const said = note === undefined || note.trim() === '' ? {} : { note: note.trim() };
    void ticket.run({ type: 'pinMoment', ticketId: ticket.id, moment: id, ...said });
  }

  unpin(id: string): void {
    const { ticket } = this.#desk();
    void ticket.run({ type: 'unpinMoment', ticketId: ticket.id, moment: id });
  }

  /** Makes sure that a moment is drawn, whatever is filtered; false when there is no such moment. */
  draw(id: string): boolean {
    const isThere = (one: TimelineEvent) => one.id === id;
    if (!this.#all.some(isThere)) return false;
    if (!this.#passing.some(isThere)) this.filter = 'everything';
    const fromEnd = this.#passing.length - this.#passing.findIndex(isThere);
    this.#drawn = Math.max(this.#drawn, fromEnd + moreDrawn);
    this.#sought = id;
    return true;
  }

  /** The moment that was last gone to: what folds it away opens. */
  get sought(): string | undefined {
    return this.#sought;
  }

  /** What was done at a moment, to go after the name of who did it. */
  words(moment: TimelineEvent): string {
    return momentWords(moment, this.#names);
  }

  get #pinned(): readonly Pin[] {
    return this.#desk().ticket.ticket?.pins ?? [];
  }

  readonly #names: MomentNames = {
    person: (id) => this.#desk().app.session.nameOf(id),
    column: (id) => this.#desk().ticket.columns.find((column) => column.id === id)?.title ?? 'a column that is gone',
    time: (at) => `${dateOf(at)}, ${clockTime(at)}`,
    tag: (id) => this.#tags.get(id),
  };

  #passes(moment: TimelineEvent): boolean {
    if (this.#filter === 'help') return isHelp(moment);
    return this.#filter === kindOf(moment);
  }
}

/** What the parts of a timeline share. */
export interface TimelineContext {
  readonly view: TimelineView;
  /** Opens the menu of a moment at its button. */
  readonly menu: (anchor: Element, moment: string) => void;
  readonly jump: (moment: string) => void;
}

export const [getTimeline, setTimeline] = createContext<TimelineContext>();
