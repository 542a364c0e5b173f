/** Files people paste or attach, by ticket. Durable when `put` resolves. */
export interface Blobs {
  put(blob: Blob): Promise<void>;
  get(id: string): Promise<Blob | undefined>;
}

export interface Blob {
  readonly id: string;
  readonly ticketId: string;
  readonly type: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}
