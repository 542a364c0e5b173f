import { type Socket, io } from 'socket.io-client';
import type { ClientToServer, ServerToClient } from '../../shared/protocol/socket.ts';
import { protocolVersion } from '../../shared/protocol/version.ts';
import { type TestPerson, TestSocket } from './person.ts';

type Heard = { [E in keyof ServerToClient]: { event: E; message: Parameters<ServerToClient[E]>[0]; at: number } };

/** Everything one live connection was told, in order, and when. */
export class Hearing {
  readonly all: Heard[keyof ServerToClient][] = [];
  readonly socket: TestSocket;
  disconnectedAt: number | undefined;
  readonly #waiting = new Set<() => void>();

  constructor(socket: TestSocket) {
    this.socket = socket;
    socket.socket.onAny((event: string, message: unknown) => {
      this.all.push({ event, message, at: Date.now() } as Heard[keyof ServerToClient]);
      this.#changed();
    });
    socket.socket.on('disconnect', () => {
      this.disconnectedAt = Date.now();
      this.#changed();
    });
  }

  /** A connection of this person's, listened to from its very beginning. */
  static async connect({ url, cookie }: Pick<TestPerson, 'url' | 'cookie'>, headers = { cookie }): Promise<Hearing> {
    const socket: Socket<ServerToClient, ClientToServer> = io(url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      autoConnect: false,
      auth: { protocol: protocolVersion },
      extraHeaders: headers,
    });
    const hearing = new Hearing(new TestSocket(socket));
    socket.connect();
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return hearing;
  }

  of<E extends keyof ServerToClient>(event: E): Heard[E][] {
    return this.all.filter((one): one is Heard[E] => one.event === event);
  }

  /** Resolves as soon as it is true. */
  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (!condition()) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
  }

  /** Commands of one connection are answered in order: what was told before this answer has arrived. */
  async settled(): Promise<void> {
    await this.socket.send('nothing that can be understood');
  }

  #changed(): void {
    for (const check of [...this.#waiting]) check();
  }
}

/** How somebody listens to one ticket alone. */
export function subscribeToTicket(socket: TestSocket, ticketId: string, since = 0): Promise<unknown> {
  const board = ticketId.replace(/-\d+$/, '');
  return new Promise((resolve) => {
    socket.socket.emit('subscribe', { board, ticket: ticketId, since }, resolve);
  });
}
