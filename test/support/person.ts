import { randomUUID } from 'node:crypto';
import { type Socket, io } from 'socket.io-client';
import type { BoardSnapshot } from '../../shared/domain/board.ts';
import type { Command } from '../../shared/domain/commands.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import type { Person, Preset } from '../../shared/domain/person.ts';
import type {
  ClientToServer,
  CommandReply,
  Presence,
  ServerToClient,
  SubscribeReply,
} from '../../shared/protocol/socket.ts';
import { protocolVersion } from '../../shared/protocol/version.ts';
import { Awaiting } from './awaiting.ts';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Somebody with a session, using the product's doors as a browser would. */
export class TestPerson {
  readonly person: Person;
  readonly cookie: string;
  readonly url: string;

  private constructor(url: string, cookie: string, person: Person) {
    this.url = url;
    this.cookie = cookie;
    this.person = person;
  }

  /** Somebody whose session was made elsewhere, see account.ts. */
  static withSession(url: string, cookie: string, person: Person): TestPerson {
    return new TestPerson(url, cookie, person);
  }

  static async signIn(url: string, name: string, preset?: Preset): Promise<TestPerson> {
    const response = await fetch(`${url}/api/v1/session/developer`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, preset }),
    });
    if (!response.ok) throw new Error(`sign-in failed: ${await response.text()}`);
    const { person } = (await response.json()) as { person: Person };
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    return new TestPerson(url, cookie, person);
  }

  async ask(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { cookie: this.cookie, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  }

  async createBoard(title: string, content: 'empty' | 'sample' = 'empty'): Promise<string> {
    const { body } = await this.ask('POST', '/boards', { title, content });
    return (body as { id: string }).id;
  }

  async snapshot(board: string): Promise<BoardSnapshot> {
    return (await this.ask('GET', `/boards/${board}/snapshot`)).body as BoardSnapshot;
  }

  async connect(): Promise<TestSocket> {
    const socket: Socket<ServerToClient, ClientToServer> = io(this.url, {
      transports: ['websocket'],
      forceNew: true,
      auth: { protocol: protocolVersion },
      extraHeaders: { cookie: this.cookie },
    });
    const connection = new TestSocket(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return connection;
  }
}

/** A live connection that remembers everything it was told. */
export class TestSocket extends Awaiting {
  readonly socket: Socket<ServerToClient, ClientToServer>;
  readonly entries: Entry[] = [];
  presence: readonly Presence[] = [];

  constructor(socket: Socket<ServerToClient, ClientToServer>) {
    super();
    this.socket = socket;
    socket.on('entries', ({ entries }) => {
      this.entries.push(...entries);
      this.changed();
    });
    socket.on('presence', ({ people }) => {
      this.presence = people;
      this.changed();
    });
  }

  run(board: string, command: Command, more: { id?: string; expectedVersion?: number } = {}): Promise<CommandReply> {
    return this.send({ board, id: more.id ?? randomUUID(), command, ...more });
  }

  send(message: unknown): Promise<CommandReply> {
    return new Promise((resolve) => this.socket.emit('command', message, resolve));
  }

  subscribe(board: string, since = 0): Promise<SubscribeReply> {
    return new Promise((resolve) => this.socket.emit('subscribe', { board, since }, resolve));
  }

  close(): void {
    this.socket.close();
  }
}
