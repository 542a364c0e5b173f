import {
  type KeptNotification,
  countUnread,
  findNotification,
  pruneNotifications,
  toShown,
} from '../commands/notificationRecords.ts';
import { occasionsOn } from './occasions.ts';
import type { NotifyPorts } from './ports.ts';

const pruneEvery = 50;

/** Tells the pages that are open on this server, whichever server has kept what they are told. */
export class Herald {
  readonly #ports: NotifyPorts;
  readonly #heard = new Map<string, number>();
  #told = 0;

  constructor(ports: NotifyPorts) {
    this.#ports = ports;
  }

  /** Whether something may have been kept that was not told here yet. */
  isBehind(heads: ReadonlyMap<string, number>): boolean {
    return [...heads].some(([board, head]) => (this.#heard.get(board) ?? 0) < head);
  }

  /** What this server has kept itself. */
  async tell(notification: KeptNotification): Promise<void> {
    const { records, windows } = this.#ports;
    const { person } = notification;
    this.#told += 1;
    if (this.#told % pruneEvery === 0) await pruneNotifications(records, person);
    if (windows()?.people().has(person) !== true) return;
    const unread = await countUnread(records, person);
    windows()?.notified(person, { notification: toShown(notification), unread });
  }

  /** Everything up to here was told, or was kept before this server was there. */
  note(cursors: Readonly<Record<string, number>>): void {
    for (const [board, seq] of Object.entries(cursors)) this.#heard.set(board, seq);
  }

  /** Another server has kept everything up to here. */
  async hear(cursors: Readonly<Record<string, number>>): Promise<void> {
    if ((this.#ports.windows()?.people().size ?? 0) > 0) {
      for (const [board, upTo] of Object.entries(cursors)) await this.#hearOf(board, upTo);
    }
    this.note(cursors);
  }

  async #hearOf(board: string, upTo: number): Promise<void> {
    const here = () => this.#ports.windows()?.people() ?? new Set<string>();
    for (let after = this.#heard.get(board) ?? 0; after < upTo;) {
      const { cursor, occasions } = await occasionsOn(this.#ports, { board, after, upTo }, here);
      for (const { id, notice } of occasions) {
        if (!here().has(notice.person)) continue;
        const kept = await findNotification(this.#ports.records, id);
        if (kept?.readAt === null) await this.tell(kept);
      }
      if (cursor === after) return;
      after = cursor;
    }
  }
}
