import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import type { Board } from '../../../shared/domain/board.ts';
import type { Entrance, Entry } from '../../../shared/domain/entry.ts';
import type { PersonId } from '../../../shared/domain/person.ts';
import { Refusal } from '../../../shared/domain/refusals.ts';
import type { ClientToServer, ServerToClient } from '../../../shared/protocol/socket.ts';
import { protocolVersion } from '../../../shared/protocol/version.ts';
import type { Principal } from '../../access/principal.ts';
import { PresenceTable } from '../../boards/presence.ts';
import type { Windows } from '../../notify/ports.ts';
import { toRefusal } from '../answer.ts';
import type { Inside } from '../doors.ts';
import { through } from '../entrance.ts';
import { Announcer } from './announcer.ts';
import { cutOff } from './answering.ts';
import { handleBoardMessages } from './boardMessages.ts';
import { gate } from './gate.ts';
import { PersonalNews } from './personalNews.ts';
import { handlePresence } from './presenceMessages.ts';
import { Subscriptions } from './subscriptions.ts';
import { windowsOf } from './windows.ts';

export interface SocketData {
  /** As of the handshake: who they are now is asked at every message. */
  readonly principal: Principal;
  readonly entrance: Entrance;
}
type Nothing = Record<string, never>;
export type Door = Server<ClientToServer, ServerToClient, Nothing, SocketData>;
export type Client = Socket<ClientToServer, ServerToClient, Nothing, SocketData>;

export interface Sockets {
  /** To be told of every entry of every live board, after those were cut who may no longer hear of it. */
  boardChanged: (entries: readonly Entry[], boards: { before: Board; after: Board }) => void;
  /** Who has a board open here now and is not away. */
  presentOn: (board: string) => ReadonlySet<PersonId>;
  windows: Windows;
  close: () => Promise<void>;
}

const largestMessageBytes = 256 * 1024;

/** The live door: commands with acknowledgements, subscriptions, presence. */
export function attachSockets(http: HttpServer, inside: Inside): Sockets {
  const door: Door = new Server(http, {
    maxHttpBufferSize: largestMessageBytes,
    serveClient: false,
    // Documents are let in on the same server, and looking up who asks may take longer than the usual second.
    destroyUpgradeTimeout: 10_000,
  });
  door.engine.use(gate(inside));
  const announcer = new Announcer(door);
  const news = new PersonalNews(inside);
  const presence = new PresenceTable();
  door.use((client, next) => {
    admit(client, inside).then(
      () => {
        next();
      },
      (reason: unknown) => {
        const refusal = toRefusal(reason, inside.report);
        next(Object.assign(new Error(refusal.code), { data: refusal.toBody() }));
      },
    );
  });
  door.on('connection', (client) => {
    const subscriptions = new Subscriptions(client, { liveAccess: inside.liveAccess, announcer });
    handleBoardMessages(client, inside, subscriptions);
    handlePresence(client, { inside, announcer, presence, subscriptions });
    stay(client, inside, subscriptions);
    void news.welcome(client);
  });
  const stops = [
    inside.people.listen((entries) => {
      news.organisationChanged(entries);
    }),
    inside.accessEvents.listen((entries) => {
      news.accessChanged(entries);
    }),
  ];
  return {
    windows: windowsOf(door, presence),
    boardChanged: (entries, boards) => {
      news.boardChanged(entries, boards);
      announcer.entries(boards.after.id, entries);
    },
    presentOn: (board) => {
      const awake = presence.on(board).filter(({ attention }) => attention !== 'idle');
      return new Set(awake.map(({ person }) => person));
    },
    close: async () => {
      for (const stop of stops) stop();
      announcer.close();
      await door.close();
    },
  };
}

async function admit(client: Client, { whoIs, limits, addressOf }: Inside): Promise<void> {
  const { protocol } = client.handshake.auth as { protocol?: unknown };
  if (protocol !== protocolVersion) throw new Refusal('protocolMismatch', { server: protocolVersion });
  const principal = await whoIs(client.request);
  if (!principal) throw new Refusal('signInNeeded');
  await limits.take('upgrades', { person: principal.person.id });
  client.data = { principal, entrance: through('live', addressOf(client.request)) };
}

/** Until the session ends or the person leaves, wherever that happens. */
function stay(client: Client, { liveAccess }: Inside, subscriptions: Subscriptions): void {
  const leave = liveAccess.enter({
    principal: client.data.principal,
    mayStay: () => true,
    cut: () => {
      cutOff(client);
    },
  });
  client.on('disconnect', () => {
    leave();
    subscriptions.close();
  });
}
