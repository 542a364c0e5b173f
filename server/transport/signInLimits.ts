import ipaddr from 'ipaddr.js';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from '../../shared/domain/refusals.ts';
import { ProgressiveWait } from './progressiveWait.ts';

/** Somebody who says who they are. */
export interface Attempt {
  /** What was typed. */
  readonly account: string;
  readonly address: string;
  /** A device that has signed in to this very account before. */
  readonly device?: string | undefined;
}

const hourSeconds = 3600;
/**
 * Wrong passwords an hour. A count may end and begin anew within any one hour, so that at most twice the first three
 * together, a hundred, go wrong per account, from however many addresses they come. Each is counted before it is known
 * to be wrong: many at once are many.
 */
const mostWrong = { byStrangers: 25, byKnownDevices: 15, bySignedIn: 10, byOneDevice: 10 } as const;
const freeByAddress = 30;
const freeByAddressAndAccount = 5;
const freeLinks = 20;
/** Visits to the provider, each of which is remembered for a while, by address and minute. */
const mostVisits = 60;

/** Told once when a wait or an end begins, however hard somebody goes on trying. */
export type OnBlocked = (account: string, address: string) => void;

/**
 * Guessing passwords and links is slow from one address and has an end per account, while a device that its owner has
 * used before has a count of its own: nobody is locked out by somebody else's guesses. Counts are this server's own.
 */
export class SignInLimits {
  readonly #onBlocked: OnBlocked;
  readonly #strangers = new RateLimiterMemory({ points: mostWrong.byStrangers, duration: hourSeconds });
  readonly #known = new RateLimiterMemory({ points: mostWrong.byKnownDevices, duration: hourSeconds });
  readonly #device = new RateLimiterMemory({ points: mostWrong.byOneDevice, duration: hourSeconds });
  readonly #addresses = new ProgressiveWait(freeByAddress);
  readonly #pairs = new ProgressiveWait(freeByAddressAndAccount);
  readonly #signedIn = new RateLimiterMemory({ points: mostWrong.bySignedIn, duration: hourSeconds });
  readonly #links = new ProgressiveWait(freeLinks);
  readonly #visits = new RateLimiterMemory({ points: mostVisits, duration: 60 });

  constructor(onBlocked: OnBlocked) {
    this.#onBlocked = onBlocked;
  }

  /**
   * Asks `verify` unless too much went wrong; it resolves to undefined when it is wrong. Throws Refusal
   * `tooManyRequests` with `retryAfterSeconds`.
   */
  signIn<T>(attempt: Attempt, verify: () => Promise<T | undefined>): Promise<T | undefined> {
    return attempt.device === undefined
      ? this.#byStranger(attempt, verify)
      : this.#byDevice({ ...attempt, device: attempt.device }, verify);
  }

  /** As `signIn`, for somebody signed in who says their password once more. */
  async confirm<T>(person: string, verify: () => Promise<T | undefined>): Promise<T | undefined> {
    await consumed(this.#signedIn, person);
    const result = await judged(verify);
    if (result.kind !== 'wrong') await this.#signedIn.reward(person);
    return valueOf(result);
  }

  /** As `signIn`, for whoever holds a link; a link that is not good goes wrong by a Refusal. */
  async withLink<T>(address: string, use: () => Promise<T>): Promise<T> {
    const network = networkOf(address);
    await assertNoWait(this.#links, network);
    try {
      return await use();
    } catch (reason) {
      if (reason instanceof Refusal && guesses.includes(reason.code)) await this.#links.failed(network);
      throw reason;
    }
  }

  /** Somebody sets out for the provider. Throws Refusal `tooManyRequests`. */
  async visit(address: string): Promise<void> {
    await consumed(this.#visits, networkOf(address));
  }

  async #byStranger<T>({ account, address }: Attempt, verify: () => Promise<T | undefined>): Promise<T | undefined> {
    const network = networkOf(address);
    const pair = `${account} ${network}`;
    await assertNoWait(this.#addresses, network);
    await assertNoWait(this.#pairs, pair);
    await this.#take(this.#strangers, account, { account, address });
    const result = await judged(verify);
    if (result.kind === 'wrong') {
      const begins = [await this.#addresses.failed(network), await this.#pairs.failed(pair)];
      if (begins.includes(true)) this.#onBlocked(account, address);
      return undefined;
    }
    await this.#strangers.reward(account);
    if (result.kind === 'right') await this.#pairs.forget(pair);
    return valueOf(result);
  }

  async #byDevice<T>(
    { account, address, device }: Attempt & { device: string },
    verify: () => Promise<T | undefined>,
  ): Promise<T | undefined> {
    await this.#take(this.#device, device, { account, address });
    await this.#take(this.#known, account, { account, address });
    const result = await judged(verify);
    if (result.kind !== 'wrong') {
      await this.#device.reward(device);
      await this.#known.reward(account);
    }
    return valueOf(result);
  }

  async #take(counter: RateLimiterMemory, key: string, { account, address }: Attempt): Promise<void> {
    await consumed(counter, key, () => {
      this.#onBlocked(account, address);
    });
  }
}

const guesses: readonly string[] = ['linkNotGood', 'firstAdminNeedsLink'];

type Result<T> =
  | { readonly kind: 'right'; readonly value: T }
  | { readonly kind: 'wrong' }
  /** It could not be found out. */
  | { readonly kind: 'unknown'; readonly reason: unknown };

function judged<T>(verify: () => Promise<T | undefined>): Promise<Result<T>> {
  return verify().then(
    (value) => (value === undefined ? { kind: 'wrong' } : { kind: 'right', value }),
    (reason: unknown) => ({ kind: 'unknown', reason }),
  );
}

function valueOf<T>(result: Result<T>): T | undefined {
  if (result.kind === 'unknown') throw result.reason;
  return result.kind === 'right' ? result.value : undefined;
}

async function consumed(counter: RateLimiterMemory, key: string, onFirst?: () => void): Promise<void> {
  try {
    await counter.consume(key);
  } catch (reason) {
    if (!(reason instanceof RateLimiterRes)) throw reason;
    if (reason.consumedPoints === counter.points + 1) onFirst?.();
    throw refusedFor(Math.ceil(reason.msBeforeNext / 1000));
  }
}

async function assertNoWait(waits: ProgressiveWait, key: string): Promise<void> {
  const seconds = await waits.waitOf(key);
  if (seconds > 0) throw refusedFor(seconds);
}

function refusedFor(seconds: number): Refusal {
  return new Refusal('tooManyRequests', { retryAfterSeconds: Math.max(1, seconds) });
}

/** One household or office has a whole /64 of IPv6 addresses to choose from. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/64`).toString();
}
