/** The wire to one client, as far as a room needs to know. */
export interface RoomSocket {
  send(frame: Uint8Array): void;
  close(code: number, reason: string): void;
  /** Bytes handed over and not yet taken by the network. */
  readonly bufferedAmount: number;
}
