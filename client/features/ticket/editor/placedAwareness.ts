import type { Awareness } from 'y-protocols/awareness';
import { isShownCursor } from './shownCursor.ts';

type States = ReadonlyMap<number, Record<string, unknown>>;
type OnChange = (change: unknown, origin: unknown) => void;

/**
 * The awareness as one of many editors on a page needs it. A ticket has dozens of editors over one document: each hears
 * only of people who are, or just were, in its own place, and none clears the caret of another when it goes.
 */
export class PlacedAwareness {
  readonly #whole: Awareness;
  readonly #place: string;
  readonly #listeners = new Map<OnChange, () => void>();

  constructor(whole: Awareness, place: string) {
    this.#whole = whole;
    this.#place = place;
  }

  get doc() {
    return this.#whole.doc;
  }

  get clientID(): number {
    return this.#whole.clientID;
  }

  /** Everybody, without carets that cannot be drawn. */
  get states(): States {
    const states: States = this.#whole.getStates();
    const isWrong = ({ cursor }: Record<string, unknown>) => cursor != null && !isShownCursor(cursor, this.doc);
    if (![...states.values()].some(isWrong)) return states;
    return new Map([...states].map(([client, state]) => [client, isWrong(state) ? { ...state, cursor: null } : state]));
  }

  getStates(): States {
    return this.states;
  }

  getLocalState(): Record<string, unknown> | null {
    return this.#whole.getLocalState();
  }

  setLocalStateField(field: string, value: unknown): void {
    if (field === 'cursor' && value === null && !this.#concerns(this.getLocalState())) return;
    this.#whole.setLocalStateField(field, value);
  }

  on(event: 'change' | 'update', listener: OnChange): void {
    let here = this.#peopleHere();
    const heard = (change: unknown, origin: unknown) => {
      const before = here;
      here = this.#peopleHere();
      if (before.size > 0 || here.size > 0) listener(change, origin);
    };
    this.#whole.on(event, heard);
    this.#listeners.set(listener, () => {
      this.#whole.off(event, heard);
    });
  }

  off(_event: 'change' | 'update', listener: OnChange): void {
    this.#listeners.get(listener)?.();
    this.#listeners.delete(listener);
  }

  #peopleHere(): Set<number> {
    const here = new Set<number>();
    for (const [client, state] of this.#whole.getStates() as States) {
      if (client !== this.clientID && this.#concerns(state)) here.add(client);
    }
    return here;
  }

  /** A client of another make does not say where it is: its caret may be anywhere. */
  #concerns(state: Record<string, unknown> | null): boolean {
    if (!state) return false;
    const place = state['place'];
    return place === this.#place || (place === undefined && state['cursor'] != null);
  }
}
