/** Files people paste or attach, by ticket. Durable when `put` resolves. */
export interface Blobs {
  put(blob: Blob): Promise<void>;
  get(id: string): Promise<Blob | undefined>;
  ofTicket(ticketId: string): Promise<Blob[]>;
  /** The bytes go too, unless another blob has the same. True when there was one. */
  remove(id: string): Promise<boolean>;
}

export interface Blob {
  readonly id: string;
  readonly ticketId: string;
  readonly type: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}
