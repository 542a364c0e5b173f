import type { WebSocket } from 'ws';

/** A client that is gone without a word is noticed after two rounds at most. */
const roundMs = 25_000;

export interface Liveness {
  watch(socket: WebSocket): void;
  stop(): void;
}

/** Pings every socket and cuts off those that did not answer the ping before. */
export function watchLiveness(everyMs = roundMs): Liveness {
  const unanswered = new Map<WebSocket, boolean>();
  const rounds = setInterval(() => {
    for (const [socket, isUnanswered] of unanswered) {
      if (isUnanswered) {
        socket.terminate();
      } else {
        unanswered.set(socket, true);
        socket.ping();
      }
    }
  }, everyMs).unref();
  return {
    watch: (socket) => {
      unanswered.set(socket, false);
      // Anything that arrives is a sign of life.
      for (const event of ['pong', 'message']) socket.on(event, () => unanswered.set(socket, false));
      socket.on('close', () => unanswered.delete(socket));
    },
    stop: () => {
      clearInterval(rounds);
    },
  };
}
