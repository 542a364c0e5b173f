import { randomUUID } from 'node:crypto';
import { type Socket, io } from 'socket.io-client';
import { type Board, type BoardSnapshot, fromSnapshot } from '../../shared/domain/board.ts';
import type { Command } from '../../shared/domain/commands.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import { type Person, type PersonId, serverPerson } from '../../shared/domain/person.ts';
import { GapError, reduceAll } from '../../shared/domain/reduce.ts';
import type { TicketId } from '../../shared/domain/ticket.ts';
import type { TimelineReply } from '../../shared/protocol/http.ts';
import type {
  ClientToServer,
  CommandReply,
  Presence,
  PresenceUpdate,
  ServerToClient,
  SubscribeReply,
} from '../../shared/protocol/socket.ts';
import { protocolVersion } from '../../shared/protocol/version.ts';
import { type Connection, type OpenInvestigation, openInvestigation } from './openInvestigation.ts';

const answerWithinMs = 10_000;
/** Attention is said again at least every 20 s; see presenceSchema. */
const repeatPresenceMs = 15_000;
/** So long after a person did something to a ticket it is theirs. */
const handsOffMs = 10 * 60_000;

/** One simulated colleague at work on a board, through the same doors as everybody. */
export class Colleague {
  readonly person: Person;
  readonly #connection: Connection;
  readonly #boardId: string;
  readonly #socket: Socket<ServerToClient, ClientToServer>;
  readonly #simulated = new Set<PersonId>();
  /** When a real person last did something to a ticket. */
  readonly #touched = new Map<TicketId, number>();
  readonly #repeating: NodeJS.Timeout;
  #board: Board | undefined;
  #presence: readonly Presence[] = [];
  #attention: PresenceUpdate;
  #isBehind = false;

  private constructor(connection: Connection, person: Person, boardId: string) {
    this.#connection = connection;
    this.#boardId = boardId;
    this.person = person;
    this.#attention = { board: boardId, ticketId: null, attention: 'viewing' };
    this.#socket = io(connection.url, {
      transports: ['websocket'],
      forceNew: true,
      auth: { protocol: protocolVersion },
      extraHeaders: { cookie: connection.cookie },
    });
    this.#repeating = setInterval(() => {
      this.#say();
    }, repeatPresenceMs);
    this.#listen();
  }

  /** Resolves when the board is here. */
  static async connect(connection: Connection, person: Person, boardId: string): Promise<Colleague> {
    const colleague = new Colleague(connection, person, boardId);
    try {
      await colleague.#catchUp();
    } catch (reason) {
      colleague.close();
      throw reason;
    }
    return colleague;
  }

  get board(): Board {
    if (!this.#board) throw new Error('the board has not come yet');
    return this.#board;
  }

  /** Whether a real person is writing in the ticket just now. */
  isTaken(ticketId: TicketId): boolean {
    return this.#realPresence(ticketId).some(({ attention }) => attention === 'editing');
  }

  /** Whether nobody real looks at the ticket or has lately done something to it. */
  isFree(ticketId: TicketId): boolean {
    const since = Date.now() - (this.#touched.get(ticketId) ?? 0);
    return since > handsOffMs && this.#realPresence(ticketId).length === 0;
  }

  /** The server is nobody: it notes, for one, that somebody simulated has come to work on a ticket. */
  isReal(person: PersonId): boolean {
    return person !== serverPerson && !this.#simulated.has(person);
  }

  attend(ticketId: TicketId | null, attention: Presence['attention'] = 'viewing'): void {
    this.#attention = { board: this.#boardId, ticketId, attention };
    this.#say();
  }

  /** True when it was carried out; a refusal only means that somebody else was faster. */
  async run(command: Command): Promise<boolean> {
    const message = { board: this.#boardId, id: randomUUID(), command };
    const reply = (await this.#socket.timeout(answerWithinMs).emitWithAck('command', message)) as CommandReply;
    if ('error' in reply) return false;
    await this.#hear(reply.seq);
    return true;
  }

  open(ticketId: TicketId): Promise<OpenInvestigation> {
    return openInvestigation(this.#connection, this.person, ticketId);
  }

  /** Everything that was ever written to or about the customer of a ticket. */
  async messagesOf(ticketId: TicketId): Promise<string[]> {
    const { events } = await this.#get<TimelineReply>(`/tickets/${ticketId}/timeline`);
    return events.flatMap(({ event }) => (event.type === 'messagePosted' ? [event.message.text] : []));
  }

  close(): void {
    clearInterval(this.#repeating);
    this.#socket.close();
  }

  #listen(): void {
    this.#socket.on('connect', () => {
      if (this.#board) this.#catchUp().catch(() => (this.#isBehind = true));
      this.#say();
    });
    this.#socket.on('entries', ({ board, entries }) => {
      if (board === this.#boardId && this.#board) this.#apply(entries);
    });
    this.#socket.on('presence', ({ board, people }) => {
      if (board === this.#boardId) this.#presence = people;
    });
    this.#socket.on('people', ({ people }) => {
      for (const { id, simulated } of people) if (simulated) this.#simulated.add(id);
    });
  }

  #say(): void {
    if (this.#socket.connected) this.#socket.emit('presence', this.#attention);
  }

  #realPresence(ticketId: TicketId): Presence[] {
    return this.#presence.filter((one) => one.ticketId === ticketId && this.isReal(one.person));
  }

  #apply(entries: readonly Entry[]): void {
    try {
      this.#board = reduceAll(this.board, entries);
    } catch (reason) {
      if (!(reason instanceof GapError)) throw reason;
      this.#catchUp().catch(() => (this.#isBehind = true));
      return;
    }
    for (const { person, events } of entries) {
      if (!this.isReal(person)) continue;
      for (const event of events) if ('ticketId' in event) this.#touched.set(event.ticketId, Date.now());
    }
  }

  /** One's own deed may be answered before it is told. */
  async #hear(seq: number): Promise<void> {
    if (this.#isBehind || this.board.seq < seq) await this.#catchUp();
  }

  async #catchUp(): Promise<void> {
    this.#board ??= fromSnapshot(await this.#get<BoardSnapshot>(`/boards/${this.#boardId}/snapshot`));
    const message = { board: this.#boardId, since: this.#board.seq };
    const reply = (await this.#socket.timeout(answerWithinMs).emitWithAck('subscribe', message)) as SubscribeReply;
    if ('error' in reply) throw new Error(`the board could not be opened: ${reply.error.message}`);
    this.#isBehind = false;
    if ('reset' in reply) {
      this.#board = undefined;
      await this.#catchUp();
      return;
    }
    this.#apply(reply.entries);
    this.#say();
  }

  async #get<T>(path: string): Promise<T> {
    const response = await fetch(`${this.#connection.url}/api/v1${path}`, {
      headers: { cookie: this.#connection.cookie },
    });
    if (!response.ok) throw new Error(`${path} answered ${String(response.status)}`);
    return (await response.json()) as T;
  }
}
