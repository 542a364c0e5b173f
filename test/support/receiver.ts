import { once } from 'node:events';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signatureOf } from '../../server/commands/webhookSignature.ts';
import { Awaiting } from './awaiting.ts';

export interface Letter {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly body: Buffer;
}

export interface Told {
  readonly id: string;
  readonly topic: string;
  readonly at: string;
  readonly board: { readonly id: string };
  readonly ticket: { readonly id: string; readonly title: string; readonly customer: string; readonly url: string };
  readonly by: { readonly id: string; readonly name: string };
  readonly data: Readonly<Record<string, unknown>>;
}

type Answer = (letter: Letter, response: ServerResponse) => void;

/** Somebody else's system that webhooks are sent to: a real HTTP server that remembers what came. */
export class Receiver extends Awaiting {
  readonly letters: Letter[] = [];
  /** How it answers; 204 unless a test wants something else. Not ending the response leaves the sender waiting. */
  answer: Answer = (_letter, response) => response.writeHead(204).end();
  readonly #server: Server;

  private constructor() {
    super();
    this.#server = createServer((request, response) => void this.#take(request, response));
  }

  static async start(port = 0): Promise<Receiver> {
    const receiver = new Receiver();
    receiver.#server.listen(port, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${String(this.port)}/hook`;
  }

  get told(): Told[] {
    return this.letters.map(({ body }) => JSON.parse(body.toString('utf8')) as Told);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const header = (name: string) => String(request.headers[name] ?? '');
    const letter = {
      id: header('webhook-id'),
      timestamp: header('webhook-timestamp'),
      signature: header('webhook-signature'),
      body: Buffer.concat(chunks),
    };
    this.letters.push(letter);
    this.answer(letter, response);
    this.changed();
  }
}

export interface Parcel {
  readonly url: string;
  readonly secret: string;
  readonly body: unknown;
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp?: number;
}

/** What a sender that follows Standard Webhooks sends; `change` spoils it on the way. */
export async function sendSigned(
  { url, secret, body, id, timestamp = Math.floor(Date.now() / 1000) }: Parcel,
  change: { body?: string; headers?: Record<string, string> } = {},
): Promise<{ status: number; body: unknown }> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const signed = { id, timestamp: String(timestamp), body: Buffer.from(text) };
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatureOf(secret, signed),
    ...change.headers,
  };
  const response = await fetch(url, { method: 'POST', headers, body: change.body ?? text });
  return { status: response.status, body: await response.json() };
}
