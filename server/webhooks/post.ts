import { type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Refusal } from '../../shared/domain/refusals.ts';
import { type EgressRule, type Resolve, type Target, targetOf } from './egress.ts';

export interface Letter {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What came back; a problem in one line unless it was a 2xx. */
export interface Answered {
  readonly status: number | null;
  readonly problem: string | null;
}

const connectWithinMs = 5_000;
const answerWithinMs = 15_000;
const readAtMostBytes = 64 * 1024;
const shownCharacters = 200;

/** Sends one letter to exactly the address that was looked at, follows nothing, and never throws for what others do. */
export async function post(letter: Letter, rule: EgressRule, resolve?: Resolve): Promise<Answered> {
  try {
    const url = new URL(letter.url);
    const target = await within(connectWithinMs, targetOf(url, rule, resolve), 'the name was not resolved in time');
    return await sendTo(target, url, letter);
  } catch (reason) {
    return { status: null, problem: problemOf(reason) };
  }
}

function sendTo(target: Target, url: URL, { headers, body }: Letter): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const options: RequestOptions = {
      method: 'POST',
      headers: { ...headers, 'content-length': String(body.length) },
      // A connection of its own, to the one address that was found to be allowed.
      agent: false,
      lookup: (_host, { all }, done) => {
        if (all === true) done(null, [target]);
        else done(null, target.address, target.family);
      },
      signal: AbortSignal.timeout(answerWithinMs),
    };
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    const request = send(url, options, (response) => {
      clearTimeout(connecting);
      read(response).then(resolve, reject);
    });
    const connecting = setTimeout(() => request.destroy(new Error('no connection in time')), connectWithinMs);
    request.once('socket', (socket) => {
      socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        clearTimeout(connecting);
      });
    });
    request.once('error', (reason) => {
      clearTimeout(connecting);
      reject(reason);
    });
    request.end(body);
  });
}

async function read(response: IncomingMessage): Promise<Answered> {
  const status = response.statusCode ?? 0;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= readAtMostBytes) break;
  }
  response.destroy();
  if (status >= 200 && status < 300) return { status, problem: null };
  if (status >= 300 && status < 400) return { status, problem: 'Redirects are not followed: enter the final address.' };
  const text = Buffer.concat(chunks).toString('utf8').replace(/\s+/g, ' ').trim().slice(0, shownCharacters);
  return { status, problem: text === '' ? `It answered ${status}.` : text };
}

function problemOf(reason: unknown): string {
  if (reason instanceof Refusal) {
    const { reason: why } = (reason.details ?? {}) as { reason?: string };
    return [reason.message, why].filter((part) => part !== undefined).join(' ');
  }
  if (!(reason instanceof Error)) return 'It could not be sent.';
  const { code } = reason as NodeJS.ErrnoException;
  if (reason.name === 'TimeoutError' || code === 'ABORT_ERR') return 'No answer within 15 seconds.';
  return inWords[code ?? ''] ?? reason.message.slice(0, shownCharacters);
}

const inWords: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nobody listens at this address.',
  ECONNRESET: 'The connection was broken off.',
  ENOTFOUND: 'This name is not known.',
  EAI_AGAIN: 'The name could not be resolved.',
  EHOSTUNREACH: 'There is no way to this address.',
  ENETUNREACH: 'There is no way to this address.',
};

async function within<T>(ms: number, work: Promise<T>, otherwise: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(otherwise));
    }, ms);
  });
  return Promise.race([work, late]).finally(() => {
    clearTimeout(timer);
  });
}
