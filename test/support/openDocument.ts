import { WebSocket } from 'ws';

/** A raw connection to a ticket's document that remembers when and how it ended. */
export class OpenDocument {
  ended: { readonly at: number; readonly code: number } | undefined;
  readonly #socket: WebSocket;
  readonly #end: Promise<void>;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('error', () => undefined);
    this.#end = new Promise((resolve) =>
      socket.once('close', (code) => {
        this.ended = { at: Date.now(), code };
        resolve();
      }),
    );
  }

  static async open(url: string, ticketId: string, headers: Record<string, string>): Promise<OpenDocument> {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/documents/${ticketId}`, { headers });
    const document = new OpenDocument(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('message', () => {
        resolve();
      });
      socket.once('unexpected-response', (_request, { statusCode }) => {
        reject(new Error(`the document answered ${String(statusCode)}`));
      });
    });
    return document;
  }

  /** Resolves once it is over. */
  end(): Promise<void> {
    return this.#end;
  }

  close(): void {
    this.#socket.terminate();
  }
}
