import { once } from 'node:events';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';

export interface MongoProxy {
  readonly url: string;
  /** The next so many inserts reach the server and are carried out, but their answers never come back. */
  loseAnswers(times: number): void;
  /** How many answers were lost so far. */
  lost(): number;
  /** Keeps the next such command on a collection from reaching the server until it is let through. */
  hold(command: string, collection: string): Hold;
  close(): Promise<void>;
}

export interface Hold {
  /** Resolves when the command has come. */
  readonly reached: Promise<void>;
  letThrough(): void;
}

/** Stands between a client and a MongoDB server. `directConnection` keeps the driver from going around it. */
export async function startMongoProxy(url: string): Promise<MongoProxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  const holds: ArmedHold[] = [];
  const answers = { toLose: 0, lost: 0 };
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    endTogether(client, upstream, sockets);
    let doomed = false;
    client.on('data', (request) => {
      if (answers.toLose > 0 && isCommand(request, 'insert')) {
        doomed = true;
        answers.toLose -= 1;
      }
      const hold = holds.findIndex(({ matches }) => matches(request));
      if (hold === -1) upstream.write(request);
      else holds.splice(hold, 1)[0]?.take(() => upstream.write(request));
    });
    upstream.on('data', (answer) => {
      if (!doomed) return void client.write(answer);
      answers.lost += 1;
      client.destroy();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `mongodb://127.0.0.1:${String(port)}/?directConnection=true`,
    loseAnswers: (times) => {
      answers.toLose = times;
    },
    lost: () => answers.lost,
    hold: (command, collection) => {
      const { hold, armed } = aHold(
        (request) => isCommand(request, command) && request.includes(`${collection}\u0000`),
      );
      holds.push(armed);
      return hold;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

interface ArmedHold {
  readonly matches: (request: Buffer) => boolean;
  readonly take: (goOn: () => void) => void;
}

function aHold(matches: (request: Buffer) => boolean): { hold: Hold; armed: ArmedHold } {
  const [reached, released] = [deferred(), deferred()];
  const take = (goOn: () => void) => {
    reached.resolve();
    void released.promise.then(goOn);
  };
  return { hold: { reached: reached.promise, letThrough: released.resolve }, armed: { matches, take } };
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  const resolvers: (() => void)[] = [];
  const promise = new Promise<void>((resolve) => resolvers.push(resolve));
  return { promise, resolve: () => resolvers[0]?.() };
}

/** A command's name is its first key, and its value the collection: both are strings in BSON. */
function isCommand(request: Buffer, name: string): boolean {
  return request.includes(`\u0002${name}\u0000`);
}

function endTogether(one: Socket, other: Socket, all: Set<Socket>): void {
  for (const socket of [one, other]) {
    all.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      one.destroy();
      other.destroy();
      all.delete(socket);
    });
  }
}
