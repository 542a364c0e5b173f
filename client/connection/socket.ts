import { type Socket, io } from 'socket.io-client';
import type { RefusalBody } from '../../shared/domain/refusals.ts';
import type { CommandMessage } from '../../shared/protocol/commands.ts';
import type {
  ClientToServer,
  CommandReply,
  PresenceUpdate,
  ServerToClient,
  Subscribe,
  SubscribeReply,
} from '../../shared/protocol/socket.ts';
import { protocolVersion } from '../../shared/protocol/version.ts';
import type { Scope } from './roomFeed.ts';

/** How long an answer may take before the same command is sent again. */
const answerWithinMs = 10_000;

const retryAfterMs = 1_500;

/** What boards need of the live connection; requests reject when no answer comes. */
export interface LiveLink {
  readonly connected: boolean;
  command(message: CommandMessage): Promise<CommandReply>;
  subscribe(message: Subscribe): Promise<SubscribeReply>;
  unsubscribe(scope: Scope): void;
  presence(update: PresenceUpdate): void;
  /** Calls back on every event of that name; returns how to stop. */
  on<E extends keyof LinkEvents>(event: E, listener: LinkEvents[E]): () => void;
}

export type LinkEvents = ServerToClient & {
  connect: () => void;
  disconnect: () => void;
  /** The server turned the connection away, for instance `signInNeeded` or `protocolMismatch`. */
  refused: (error: RefusalBody) => void;
};

export interface LiveSocket extends LiveLink {
  connect(): void;
  disconnect(): void;
}

/** The Socket.IO connection to where the page came from. It reconnects by itself until it is disconnected. */
export function createLiveSocket(): LiveSocket {
  const socket: Socket<ServerToClient, ClientToServer> = io({
    autoConnect: false,
    auth: { protocol: protocolVersion },
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: 300,
    reconnectionDelayMax: 4_000,
    randomizationFactor: 0.5,
  });
  keepTrying(socket);
  return {
    get connected() {
      return socket.connected;
    },
    connect() {
      socket.connect();
    },
    disconnect() {
      socket.disconnect();
    },
    command: (message) => socket.timeout(answerWithinMs).emitWithAck('command', message),
    subscribe: (message) => socket.timeout(answerWithinMs).emitWithAck('subscribe', message),
    unsubscribe(scope) {
      if (socket.connected) socket.emit('unsubscribe', scope);
    },
    presence(update) {
      if (socket.connected) socket.volatile.emit('presence', update);
    },
    on: (event, listener) => listen(socket, event, listener),
  };
}

/** Socket.IO gives up where the server hung up or turned it away; what may pass is tried again. */
function keepTrying(socket: Socket): void {
  const retry = () => setTimeout(() => !socket.connected && socket.connect(), retryAfterMs);
  socket.on('disconnect', (reason) => {
    if (reason === 'io server disconnect') retry();
  });
  socket.on('connect_error', (error: Error & { data?: RefusalBody }) => {
    if (!socket.active && error.data?.retryable !== false) retry();
  });
}

function listen<E extends keyof LinkEvents>(socket: Socket, event: E, listener: LinkEvents[E]): () => void {
  const [name, heard] =
    event === 'refused' ? ['connect_error', refusedBy(listener as LinkEvents['refused'])] : [event, listener];
  socket.on(name, heard as (...args: unknown[]) => void);
  return () => {
    socket.off(name, heard as (...args: unknown[]) => void);
  };
}

function refusedBy(listener: LinkEvents['refused']) {
  return ({ data }: Error & { data?: RefusalBody }): void => {
    if (data?.code !== undefined) listener(data);
  };
}
