import { Refusal, type RefusalCode, refusals } from '../../shared/domain/refusals.ts';

/** The server did not answer at all: no network, or it is not running. Trying again later can help. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

const away = 'The server cannot be reached.';
const heardSignInNeeded = new Set<() => void>();

/** Calls back whenever an answer says that nobody is signed in here (any more). Returns how to stop. */
export function onSignInNeeded(listener: () => void): () => void {
  heardSignInNeeded.add(listener);
  return () => heardSignInNeeded.delete(listener);
}

interface Asked {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Sent as JSON, a file as it is. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** Asks the server and reads its JSON reply; throws a Refusal when it says no and Unreachable when it says nothing. */
export async function request<T>(path: string, { method = 'GET', body, signal }: Asked = {}): Promise<T> {
  const response = await reach(path, {
    method,
    ...(signal && { signal }),
    ...(body !== undefined && sent(body)),
  });
  const reply = await bodyOf(response);
  if (response.ok) return reply as T;
  // A proxy in between answers in its own words while the server behind it is away.
  if (response.status >= 502 && !isErrorBody(reply)) throw new Unreachable(away);
  throw withWait(refusalFrom(reply), response.headers.get('retry-after'));
}

/** The details then say in how many seconds trying again can help. */
function withWait(refusal: Refusal, header: string | null): Refusal {
  const retryAfterSeconds = Number(header ?? NaN);
  if (refusal.code !== 'tooManyRequests' || !(retryAfterSeconds > 0)) return refusal;
  return new Refusal(refusal.code, { ...(refusal.details as object | undefined), retryAfterSeconds });
}

function sent(body: unknown): Pick<RequestInit, 'headers' | 'body'> {
  if (body instanceof Blob) return { headers: { 'content-type': body.type || 'application/octet-stream' }, body };
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { credentials: 'same-origin', ...init });
  } catch (cause) {
    if (init.signal?.aborted === true) throw cause;
    throw new Unreachable(away, { cause });
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  const text = await response.text();
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isErrorBody(reply: unknown): boolean {
  return typeof (reply as { error?: { code?: unknown } } | undefined)?.error?.code === 'string';
}

/** What went wrong in words, with the reason that the server may have added. */
export function sentenceFor(problem: unknown): string {
  if (!(problem instanceof Error)) return 'Something went wrong.';
  const details = (problem instanceof Refusal ? problem.details : undefined) as
    { reason?: unknown; retryAfterSeconds?: unknown } | undefined;
  const { reason, retryAfterSeconds } = details ?? {};
  if (typeof retryAfterSeconds === 'number')
    return `That was too often. Try again in ${waitInWords(retryAfterSeconds)}.`;
  return typeof reason === 'string' ? `${problem.message} ${reason}` : problem.message;
}

function waitInWords(seconds: number): string {
  if (seconds < 90) return seconds <= 1 ? 'a second' : `${Math.ceil(seconds)} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}

/** The refusal in an error body; anything unknown becomes `internal`, keeping the sentence it came with. */
export function refusalFrom(reply: unknown): Refusal {
  const error = (reply as { error?: { code?: unknown; message?: unknown; details?: unknown } } | undefined)?.error;
  const code = error?.code;
  const known = typeof code === 'string' && Object.hasOwn(refusals, code);
  const refusal = new Refusal(known ? (code as RefusalCode) : 'internal', error?.details);
  if (typeof error?.message === 'string') refusal.message = error.message;
  if (refusal.code === 'signInNeeded') for (const listener of [...heardSignInNeeded]) listener();
  return refusal;
}
