import { createSubscriber } from 'svelte/reactivity';
import type { Awareness } from 'y-protocols/awareness';
import { type PersonId, presenceHues } from '../../shared/domain/person.ts';

/** A part of the investigation somebody can be in, such as `notes`, `draft`, `hypothesis:<id>` or `evidence:<id>`. */
export type Place = string;

export interface Present {
  readonly person: PersonId;
  readonly name: string;
  readonly hue: number;
  readonly place: Place | null;
}

/** Who is where in the document, from what everybody tells about themselves while they are connected. */
export class InvestigationPresence {
  readonly #awareness: Awareness;
  readonly #track: () => void;

  constructor(awareness: Awareness) {
    this.#awareness = awareness;
    this.#track = createSubscriber((update) => {
      // An editor that is taken off the page tells so in the middle of the page's own update.
      const later = () => {
        queueMicrotask(update);
      };
      awareness.on('change', later);
      return () => {
        awareness.off('change', later);
      };
    });
  }

  /** Everybody else, once each, even with several windows open; a window with a place counts before one without. */
  get others(): Present[] {
    this.#track();
    const mine = userOf(this.#awareness.getLocalState())?.person;
    const all = [...this.#awareness.getStates().values()].flatMap((state) => userOf(state) ?? []);
    const placedFirst = all.sort((a, b) => Number(a.place === null) - Number(b.place === null));
    return placedFirst.filter(
      ({ person }, index) => person !== mine && index === placedFirst.findIndex((other) => other.person === person),
    );
  }

  at(place: Place): Present[] {
    return this.others.filter((other) => other.place === place);
  }

  enter(place: Place | null): void {
    if (this.#awareness.getLocalState()?.['place'] === place) return;
    this.#awareness.setLocalStateField('place', place);
  }
}

/** Awareness is written by whoever is connected: only what has the right form is believed. */
function userOf(state: Record<string, unknown> | null): Present | undefined {
  const { user, place } = state ?? {};
  const { id, name, hue } = (user ?? {}) as Record<string, unknown>;
  if (typeof id !== 'string' || typeof name !== 'string' || id === '') return undefined;
  return { person: id, name: name.slice(0, 80), hue: hueIn(hue), place: typeof place === 'string' ? place : null };
}

function hueIn(hue: unknown): number {
  return Number.isInteger(hue) ? Math.abs(hue as number) % presenceHues : 0;
}
