import type { LiveSocket } from '../connection/socket.ts';

export type ConnectionState = 'connecting' | 'live' | 'offline';

/** Shorter interruptions are shown as reconnecting, longer ones as offline. */
const offlineAfterMs = 4_000;

/** The live connection as people see it. */
export class Connection {
  readonly socket: LiveSocket;
  #state = $state<ConnectionState>('connecting');
  #mismatch = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(socket: LiveSocket, onSignInNeeded: () => void) {
    this.socket = socket;
    socket.on('connect', () => {
      clearTimeout(this.#timer);
      this.#state = 'live';
    });
    socket.on('disconnect', () => this.#lost());
    socket.on('cut', ({ error }) => {
      if (error.code === 'signInNeeded') onSignInNeeded();
    });
    socket.on('refused', ({ code }) => {
      if (code === 'protocolMismatch') this.#mismatch = true;
      if (code === 'signInNeeded') onSignInNeeded();
    });
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** The server speaks another version: the page has to be loaded anew. */
  get mismatch(): boolean {
    return this.#mismatch;
  }

  open(): void {
    if (!this.socket.connected) this.#lost();
    this.socket.connect();
  }

  close(): void {
    this.socket.disconnect();
  }

  /** The device itself says it has no network. */
  deviceWentOffline(): void {
    if (this.#state !== 'live') this.#state = 'offline';
  }

  #lost(): void {
    this.#state = 'connecting';
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#state = 'offline'), offlineAfterMs);
  }
}
