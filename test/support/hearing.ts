import { type Socket, io } from 'socket.io-client';
import type { ClientToServer, ServerToClient } from '../../shared/protocol/socket.ts';
import { protocolVersion } from '../../shared/protocol/version.ts';
import { Awaiting } from './awaiting.ts';
import { type TestPerson, TestSocket } from './person.ts';

type Heard = { [E in keyof ServerToClient]: { event: E; message: Parameters<ServerToClient[E]>[0]; at: number } };

/** Everything one live connection was told, in order, and when. */
export class Hearing extends Awaiting {
  readonly all: Heard[keyof ServerToClient][] = [];
  readonly socket: TestSocket;
  disconnectedAt: number | undefined;

  constructor(socket: TestSocket) {
    super();
    this.socket = socket;
    socket.socket.onAny((event: string, message: unknown) => {
      this.all.push({ event, message, at: Date.now() } as Heard[keyof ServerToClient]);
      this.changed();
    });
    socket.socket.on('disconnect', () => {
      this.disconnectedAt = Date.now();
      this.changed();
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

  /** Commands of one connection are answered in order: what was told before this answer has arrived. */
  async settled(): Promise<void> {
    await this.socket.send('nothing that can be understood');
  }
}

/** How somebody listens to one ticket alone. */
export function subscribeToTicket(socket: TestSocket, ticketId: string, since = 0): Promise<unknown> {
  const board = ticketId.replace(/-\d+$/, '');
  return new Promise((resolve) => {
    socket.socket.emit('subscribe', { board, ticket: ticketId, since }, resolve);
  });
}
