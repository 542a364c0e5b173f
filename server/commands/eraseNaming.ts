import type { OrganisationEvent, SeqRange } from '../../shared/domain/events.ts';
import type { Actor } from '../access/principal.ts';
import type { People } from '../boards/people.ts';
import type { NewId } from '../ports/ids.ts';

interface Naming {
  readonly people: People;
  readonly newId: NewId;
}

/**
 * The record of an erasure in the organisation's log. Entries are named before they are rewritten, so that whatever an
 * interruption leaves behind, no entry is ever erased that is not on record.
 */
export class EraseRecord {
  readonly #ports: Naming;
  readonly #actor: Actor;
  readonly #customerId: string;
  readonly #named = new Map<string, Set<number>>();

  constructor(ports: Naming, actor: Actor, customerId: string) {
    this.#ports = ports;
    this.#actor = actor;
    this.#customerId = customerId;
  }

  /** These are about to be rewritten. */
  async name(log: string, seqs: readonly number[]): Promise<void> {
    if (seqs.length === 0) return;
    const named = this.#named.get(log) ?? new Set();
    for (const seq of seqs) named.add(seq);
    this.#named.set(log, named);
    await this.#write({ type: 'customerErasing', customerId: this.#customerId, entries: { [log]: rangesOf(seqs) } });
  }

  /** All is gone. */
  async finish(tickets: number): Promise<void> {
    const entries = Object.fromEntries([...this.#named].map(([log, seqs]) => [log, rangesOf([...seqs])]));
    await this.#write({ type: 'customerErased', customerId: this.#customerId, tickets, entries });
  }

  async #write(event: OrganisationEvent): Promise<void> {
    const { people, newId } = this.#ports;
    const { person, entrance } = this.#actor;
    await people.write({ commandId: newId(), person: person.id, entrance, decide: () => [event] });
  }
}

/** Seqs in any order, each once or more often. */
export function rangesOf(seqs: readonly number[]): SeqRange[] {
  const ranges: [number, number][] = [];
  for (const seq of [...seqs].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && seq <= last[1] + 1) last[1] = seq;
    else ranges.push([seq, seq]);
  }
  return ranges;
}
