import type { PersonId } from '../../shared/domain/person.ts';
import { type Progress, type RecordPlace, findProgress } from '../commands/webhookRecords.ts';
import { dutyNow } from '../rotas/asked.ts';
import { Lease } from '../webhooks/lease.ts';
import { Herald } from './herald.ts';
import { keep } from './keep.ts';
import { type Occasion, mayHearNow, occasionsOn } from './occasions.ts';
import { Outgoing } from './outgoing.ts';
import { PlayTimes } from './playTimes.ts';
import type { NotifyPorts } from './ports.ts';

const lookEveryMs = 1_000;
/** What is due sooner than this is worth waiting for with the lease in hand. */
const soonMs = 5_000;
/** How long it takes at most until somebody notices that the server that sent is gone. */
const restMs = 5_000;
const place: RecordPlace = { kind: 'notifyProgress', id: 'boards' };
const nowhere: Progress = { holder: '', until: '', cursors: {}, dueAt: null };

/**
 * Tells people of what happens on the boards. The boards' logs are the outbox: nothing is noted when something happens,
 * and nothing is lost when a server dies. Of several servers one keeps and sends; each tells the pages open on it.
 */
export class Notifier {
  readonly #ports: NotifyPorts;
  readonly #name: string;
  readonly #herald: Herald;
  readonly #outgoing: Outgoing;
  readonly #playTimes: PlayTimes;
  #lease: Lease | undefined;
  #looking: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  /** Until then nobody looks at the store unless something happens. */
  #restsUntil = 0;

  constructor(ports: NotifyPorts) {
    this.#ports = ports;
    this.#name = ports.newId();
    this.#herald = new Herald(ports);
    this.#outgoing = new Outgoing(ports);
    this.#playTimes = new PlayTimes(ports);
  }

  /** The very first time: what happened before anybody could be told is nobody's news. To be called before any can happen. */
  async prepare(): Promise<void> {
    const value: Progress = { ...nowhere, cursors: Object.fromEntries(await this.#ports.heads()) };
    await this.#ports.records.create(place.kind, { id: place.id, value });
    const found = await findProgress(this.#ports.records, place);
    this.#herald.note(found?.progress.cursors ?? value.cursors);
  }

  start(): void {
    this.#looking = setInterval(() => {
      this.#look();
    }, lookEveryMs);
  }

  /** Waits for what is on its way; all else waits in the store for whoever sends next. */
  async stop(): Promise<void> {
    clearInterval(this.#looking);
    await this.#round;
    await this.#outgoing.stop();
    if (this.#lease?.isHeld) await this.#lease.release(this.#nextDueAt()).catch(() => undefined);
    this.#ports.mailer?.close();
  }

  #look(): void {
    this.#round ??= this.#goRound()
      .catch((reason: unknown) => {
        this.#ports.report(reason, 'notifying');
      })
      .finally(() => {
        this.#round = undefined;
      });
  }

  async #goRound(): Promise<void> {
    const heads = await this.#ports.heads();
    if (!this.#lease && performance.now() < this.#restsUntil && !this.#herald.isBehind(heads)) return;
    this.#lease ??= await this.#take(heads);
    if (this.#lease) await this.#serve(this.#lease, heads);
    else await this.#listen(heads);
  }

  async #take(heads: ReadonlyMap<string, number>): Promise<Lease | undefined> {
    const now = this.#ports.clock.now().toISOString();
    const lease = await Lease.take(this.#ports, { place, holder: this.#name }, ({ cursors, dueAt }) => {
      return (dueAt !== null && dueAt <= now) || isBehind(cursors, heads);
    });
    if (!lease) return undefined;
    await this.#outgoing.load();
    await this.#playTimes.load();
    return lease;
  }

  /** Keeps the lease, keeps what people are told, starts what is due; gives the lease back when there is nothing left. */
  async #serve(lease: Lease, heads: ReadonlyMap<string, number>): Promise<void> {
    if (lease.isDue && !(await lease.renew())) {
      this.#lease = undefined;
      this.#outgoing.clear();
      return;
    }
    this.#lease = lease;
    for (const [board, head] of heads) await this.#derive(lease, board, head);
    await this.#playTimes.tellEnded((occasion) => this.#keep(occasion));
    this.#herald.note(lease.cursors);
    this.#outgoing.pump();
    if (!this.#isIdle(lease, heads)) return;
    const dueAt = this.#nextDueAt();
    if (!(await lease.release(dueAt))) return;
    this.#lease = undefined;
    this.#outgoing.clear();
    this.#rest(dueAt);
  }

  async #derive(lease: Lease, board: string, head: number): Promise<void> {
    const first = lease.cursors[board] ?? 0;
    for (let after = first; after < head && lease.isHeld;) {
      const { cursor, occasions, playTimes } = await occasionsOn(this.#ports, { board, after }, () =>
        this.#near(board),
      );
      for (const occasion of occasions) await this.#keep(occasion);
      await this.#playTimes.add(playTimes);
      if (cursor === after) return;
      lease.advance(board, cursor);
      this.#outgoing.pump();
      after = cursor;
    }
    // Others tell their pages as soon as they know.
    if ((lease.cursors[board] ?? 0) > first && !this.#outgoing.isIdle) await lease.renew();
  }

  async #keep(occasion: Occasion): Promise<void> {
    const { records } = this.#ports;
    const { person, ticket } = occasion.notice;
    const { told, deliveries } = await keep(this.#ports, occasion);
    if (!told && deliveries.length === 0) return;
    // Erased in the same moment: whoever did so has looked for what is kept already.
    if (await mayHearNow(this.#ports, { person, ticket: { id: ticket.id, version: Infinity } })) {
      this.#outgoing.add(deliveries);
      if (told) await this.#herald.tell(told);
      return;
    }
    for (const { id } of deliveries) await records.remove('notifyDelivery', id);
    await records.remove('notification', occasion.id);
  }

  /** Another server has the lease, or there is nothing to do. */
  async #listen(heads: ReadonlyMap<string, number>): Promise<void> {
    const found = await findProgress(this.#ports.records, place);
    if (!found) return;
    const { cursors, dueAt, holder, until } = found.progress;
    if (this.#herald.isBehind(heads)) await this.#herald.hear(cursors);
    this.#rest(holder === '' ? dueAt : until);
  }

  #rest(dueAt: string | null): void {
    const wait = dueAt === null ? restMs : Date.parse(dueAt) - this.#ports.clock.now().getTime();
    this.#restsUntil = performance.now() + Math.min(restMs, wait);
  }

  /** Who is at the board, as far as this server knows, and who has the L2 hat. */
  #near(board: string): ReadonlySet<PersonId> {
    const { people, clock, windows } = this.#ports;
    const hats = [...people.state.rotas.values()].filter(({ kind }) => kind === 'hat');
    const present = windows()?.presentOn(board) ?? [];
    return new Set([...present.map(({ person }) => person), ...dutyNow(people.state, hats, clock.now())]);
  }

  #nextDueAt(): string | null {
    const times = [this.#outgoing.nextDueAt(), this.#playTimes.nextDueAt()];
    return times.filter((time) => time !== null).sort()[0] ?? null;
  }

  #isIdle(lease: Lease, heads: ReadonlyMap<string, number>): boolean {
    if (!this.#outgoing.isIdle || isBehind(lease.cursors, heads)) return false;
    const dueAt = this.#nextDueAt();
    return dueAt === null || dueAt > new Date(this.#ports.clock.now().getTime() + soonMs).toISOString();
  }
}

function isBehind(cursors: Readonly<Record<string, number>>, heads: ReadonlyMap<string, number>): boolean {
  return [...heads].some(([board, head]) => (cursors[board] ?? 0) < head);
}
