import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { Refusal } from '../../../shared/domain/refusals.ts';
import type { Person } from '../../../shared/domain/person.ts';
import type { ClientToServer, ServerToClient } from '../../../shared/protocol/socket.ts';
import { protocolVersion } from '../../../shared/protocol/version.ts';
import { PresenceTable } from '../../boards/presence.ts';
import { toRefusal } from '../answer.ts';
import type { Inside } from '../doors.ts';
import { isAllowedOrigin } from '../origin.ts';
import { Announcer } from './announcer.ts';
import { handleBoardMessages } from './boardMessages.ts';
import { handlePresence } from './presenceMessages.ts';

export interface SocketData {
  readonly person: Person;
}
type Nothing = Record<string, never>;
export type Door = Server<ClientToServer, ServerToClient, Nothing, SocketData>;
export type Client = Socket<ClientToServer, ServerToClient, Nothing, SocketData>;

export interface Sockets {
  readonly announcer: Announcer;
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
    allowRequest: (request, decide) => {
      decide(null, isAllowedOrigin(request, inside.origins));
    },
  });
  const announcer = new Announcer(door);
  const presence = new PresenceTable();
  door.use((socket, next) => {
    admit(socket, inside).then(
      () => {
        next();
      },
      (reason: unknown) => {
        const refusal = toRefusal(reason, inside.report);
        next(Object.assign(new Error(refusal.code), { data: refusal.toBody() }));
      },
    );
  });
  door.on('connection', (socket) => {
    handleBoardMessages(socket, inside);
    handlePresence(socket, { announcer, presence });
    socket.emit('people', { people: [...inside.people.state.people.values()] });
  });
  inside.people.listen((_entries, _before, { people }) => {
    announcer.people([...people.values()]);
  });
  return {
    announcer,
    close: async () => {
      announcer.close();
      await door.close();
    },
  };
}

async function admit(socket: Client, { whoIs }: Inside): Promise<void> {
  const { protocol } = socket.handshake.auth as { protocol?: unknown };
  if (protocol !== protocolVersion) throw new Refusal('protocolMismatch', { server: protocolVersion });
  const principal = await whoIs(socket.request);
  if (!principal) throw new Refusal('signInNeeded');
  socket.data = { person: principal.person };
}
