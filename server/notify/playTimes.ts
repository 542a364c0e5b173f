import { isErased } from '../../shared/domain/erase.ts';
import { timeUp } from '../../shared/domain/notificationMeanings.ts';
import { type Notice, mayBeTold } from '../../shared/domain/notifications.ts';
import { serverPerson } from '../../shared/domain/person.ts';
import { boardIdOf } from '../../shared/domain/ticket.ts';
import { timedId } from '../commands/webhookRecords.ts';
import type { Occasion, PlayTime } from './occasions.ts';
import type { NotifyPorts } from './ports.ts';

const group = 'playTimes';
const mostAtOnce = 1_000;

/** When the time-boxes of running plays are over: kept, because nothing is written when one of them is. */
export class PlayTimes {
  readonly #ports: NotifyPorts;
  readonly #endings = new Map<string, string>();

  constructor(ports: NotifyPorts) {
    this.#ports = ports;
  }

  async load(): Promise<void> {
    this.#endings.clear();
    const kept = await this.#ports.records.list('notifyProgress', { group, limit: mostAtOnce });
    for (const { value } of kept) this.#note(value as PlayTime);
  }

  async add(times: readonly PlayTime[]): Promise<void> {
    for (const time of times) {
      await this.#ports.records.put('notifyProgress', { id: idOf(time.ticketId), group, value: time });
      this.#note(time);
    }
  }

  nextDueAt(): string | null {
    return [...this.#endings.values()].sort()[0] ?? null;
  }

  /** Tells those in it of each play whose time is over, once, unless it was ended or given more time. */
  async tellEnded(keep: (occasion: Occasion) => Promise<void>): Promise<void> {
    const now = this.#ports.clock.now().toISOString();
    for (const [ticketId, endsAt] of this.#endings) {
      if (endsAt > now) continue;
      for (const occasion of await this.#endedOf(ticketId, now)) await keep(occasion);
      await this.#ports.records.remove('notifyProgress', idOf(ticketId));
      this.#endings.delete(ticketId);
    }
  }

  async #endedOf(ticketId: string, now: string): Promise<Occasion[]> {
    const board = await this.#ports.boards.ofTicket(ticketId);
    await board.catchUp();
    const ticket = await board.ticket(ticketId);
    const told = ticket && timeUp(ticket);
    const endsAt = ticket?.play?.endsAt;
    if (!told || endsAt === undefined || endsAt > now || isErased(ticket)) return [];
    const { people } = this.#ports.people.state;
    const able = [...new Set(told.people)].filter((person) => mayBeTold(people.get(person), ticket));
    const { topic, text, isUrgent } = told;
    return able.map((person) => {
      const notice: Notice = { person, topic, ticket, at: endsAt, by: serverPerson, text, isUrgent };
      const id = timedId(new Date(endsAt), `-${ticketId}-up-${person}`);
      return { id, board: boardIdOf(ticketId) ?? '', notice };
    });
  }

  #note({ ticketId, endsAt }: PlayTime): void {
    this.#endings.set(ticketId, endsAt);
  }
}

function idOf(ticketId: string): string {
  return `play:${ticketId}`;
}
