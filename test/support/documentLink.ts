import type { Connection } from '../../server/rooms/connection.ts';
import type { RoomSocket } from '../../server/rooms/roomSocket.ts';
import type { Rooms } from '../../server/rooms/rooms.ts';
import type { Person } from '../../shared/domain/person.ts';

type Direction = 'toServer' | 'toClient';

/** One browser's way to the server: every message waits until the test delivers it, and the cable can be pulled. */
export class DocumentLink {
  readonly WebSocket: typeof WebSocket;
  readonly #person: Person;
  readonly #server: () => Rooms;
  #isUp = true;
  /** The one in use is last; those before it were closed and may have messages under way. */
  #wires: Wire[] = [];
  /** Connections that the server does not know are dead. */
  readonly #halfOpen: Connection[] = [];

  constructor(person: Person, server: () => Rooms) {
    this.#person = person;
    this.#server = server;
    this.WebSocket = socketClass((url) => this.#dial(url)) as unknown as typeof WebSocket;
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  /** Messages under way. */
  get inFlight(): number {
    return this.#wires.reduce((sum, wire) => sum + wire.inFlight, 0);
  }

  /** Delivers the oldest message of one direction; false when there was none. */
  deliver(direction: Direction): boolean {
    return this.#wires.some((wire) => wire.deliver(direction));
  }

  deliverAll(): void {
    while (this.deliver('toServer') || this.deliver('toClient'));
  }

  /** What was under way is lost; the browser notices at once, the server only later. */
  cut(): void {
    this.#isUp = false;
    for (const wire of this.#wires.splice(0)) this.#halfOpen.push(...wire.breakOff());
  }

  restore(): void {
    this.#isUp = true;
  }

  /** As when pings go unanswered. */
  letServerNotice(): void {
    for (const connection of this.#halfOpen.splice(0)) connection.lost();
  }

  /** The server is gone without a word, and with it what it knew. */
  serverDied(): void {
    for (const wire of this.#wires.splice(0)) wire.breakOff();
    this.#halfOpen.length = 0;
  }

  #dial(url: URL): Wire {
    const wire = new Wire((socket) =>
      this.#server().connect(socket, {
        ticketId: url.pathname.split('/').at(-1) ?? '',
        person: this.#person,
        mayWrite: true,
        epoch: url.searchParams.get('epoch') ?? undefined,
        wantsSaved: url.searchParams.get('ack') === '1',
      }),
    );
    if (!this.#isUp) wire.refuse();
    this.#wires = [...this.#wires.filter(({ inFlight }) => inFlight > 0), wire];
    return wire;
  }
}

/** What a browser's WebSocket calls back with. */
interface Ears {
  onopen(): void;
  onmessage(data: ArrayBuffer): void;
  onclose(code: number, reason: string): void;
}

/** Both directions of one connection, in order. */
class Wire {
  #queues: Record<Direction, (() => void)[]> = { toServer: [], toClient: [] };
  #connection: Connection | undefined;
  #ears: Ears | undefined;

  constructor(connect: (socket: RoomSocket) => Connection | undefined) {
    this.#queues.toServer.push(() => {
      this.#queues.toClient.push(() => this.#ears?.onopen());
      this.#connection = connect({
        bufferedAmount: 0,
        send: (frame) => {
          const copy = frame.slice().buffer;
          this.#queues.toClient.push(() => this.#ears?.onmessage(copy));
        },
        close: (code, reason) => {
          this.#queues.toClient.push(() => {
            this.#hangUp(code, reason);
          });
        },
      });
    });
  }

  get inFlight(): number {
    return this.#queues.toServer.length + this.#queues.toClient.length;
  }

  /** Nobody answers at the other end. */
  refuse(): void {
    this.#queues.toServer = [];
    this.#queues.toClient.push(() => {
      this.#hangUp(1006, '');
    });
  }

  listen(ears: Ears): void {
    this.#ears = ears;
  }

  deliver(direction: Direction): boolean {
    const next = this.#queues[direction].shift();
    next?.();
    return next !== undefined;
  }

  send(data: Uint8Array): void {
    const copy = data.slice();
    this.#queues.toServer.push(() => this.#connection?.receive(copy));
  }

  /** The browser closes; what it sent before still arrives. */
  close(): void {
    this.#ears = undefined;
    this.#queues.toServer.push(() => this.#connection?.lost());
  }

  /** Returns what the server still takes for a connection. */
  breakOff(): Connection[] {
    this.#hangUp(1006, '');
    return this.#connection ? [this.#connection] : [];
  }

  #hangUp(code: number, reason: string): void {
    this.#queues = { toServer: [], toClient: [] };
    const ears = this.#ears;
    this.#ears = undefined;
    ears?.onclose(code, reason);
  }
}

/** As much of a browser's WebSocket as y-websocket uses. */
function socketClass(dial: (url: URL) => Wire) {
  return class {
    static readonly OPEN = 1;
    readonly OPEN = 1;
    readyState = 0;
    binaryType = 'arraybuffer';
    onopen: (() => void) | null = null;
    onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
    onclose: ((event: { code: number; reason: string }) => void) | null = null;
    onerror: (() => void) | null = null;
    readonly #wire: Wire;

    constructor(url: string) {
      this.#wire = dial(new URL(url));
      this.#wire.listen({
        onopen: () => {
          this.readyState = 1;
          this.onopen?.();
        },
        onmessage: (data) => this.onmessage?.({ data }),
        onclose: (code, reason) => {
          this.readyState = 3;
          this.onclose?.({ code, reason });
        },
      });
    }

    send(data: Uint8Array): void {
      if (this.readyState !== 1) throw new Error('this socket is not open');
      this.#wire.send(data);
    }

    close(): void {
      this.readyState = 2;
      this.#wire.close();
    }
  };
}
