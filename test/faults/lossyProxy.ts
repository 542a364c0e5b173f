import { once } from 'node:events';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';

export interface LossyProxy {
  readonly url: string;
  /** The next so many inserts reach the server and are carried out, but their answers never come back. */
  loseAnswers(times: number): void;
  /** How many answers were lost so far. */
  lost(): number;
  close(): Promise<void>;
}

/** Stands between a client and a MongoDB server. `directConnection` keeps the driver from going around it. */
export async function startLossyProxy(url: string): Promise<LossyProxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let [toLose, lost] = [0, 0];
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let doomed = false;
    const end = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', end).on('close', () => {
        end();
        sockets.delete(socket);
      });
    }
    client.on('data', (request) => {
      if (toLose > 0 && request.includes('\u0002insert\u0000')) {
        doomed = true;
        toLose -= 1;
      }
      upstream.write(request);
    });
    upstream.on('data', (answer) => {
      if (!doomed) return client.write(answer);
      lost += 1;
      end();
      return false;
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `mongodb://127.0.0.1:${String(port)}/?directConnection=true`,
    loseAnswers: (times) => {
      toLose = times;
    },
    lost: () => lost,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
