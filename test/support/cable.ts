import { type Server, type Socket, connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A network cable to the server: everything goes through it, and it can be pulled. */
export class Cable {
  readonly url: string;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isIn = true;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  }

  static async to(url: string): Promise<Cable> {
    const port = Number(new URL(url).port);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const cable = new Cable(server);
    server.on('connection', (near) => {
      cable.carry(near, port);
    });
    return cable;
  }

  carry(near: Socket, port: number): void {
    if (!this.#isIn) {
      near.destroy();
      return;
    }
    const far = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  }

  pull(): void {
    this.#isIn = false;
    for (const socket of this.#sockets) socket.destroy();
  }

  plugIn(): void {
    this.#isIn = true;
  }

  async close(): Promise<void> {
    this.pull();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
