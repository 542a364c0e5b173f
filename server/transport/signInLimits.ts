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
 * Wrong passwords an hour. A count may end and begin anew within any one hour, so that at most twice the first two
 * together, a hundred, go wrong per account, from however many addresses they come.
 */
const mostWrong = { byStrangers: 30, byKnownDevices: 20, byOneDevice: 10 } as const;
const freeByAddress = 30;
const freeByAddressAndAccount = 5;
const freeByPerson = 5;
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
  readonly #people = new ProgressiveWait(freeByPerson);
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
    await assertNoWait(this.#people, person);
    await this.#people.count(person);
    return settled(verify, {
      onRight: () => this.#people.forget(person),
      onNeither: () => this.#people.giveBack(person),
    });
  }

  /** As `signIn`, for whoever holds a link; a link that is not good goes wrong by a Refusal `linkNotGood`. */
  async withLink<T>(address: string, use: () => Promise<T>): Promise<T> {
    const key = networkOf(address);
    await assertNoWait(this.#links, key);
    await this.#links.count(key);
    try {
      const used = await use();
      await this.#links.giveBack(key);
      return used;
    } catch (reason) {
      const isGuess = reason instanceof Refusal && guesses.includes(reason.code);
      if (!isGuess) await this.#links.giveBack(key);
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
    const counted = [await this.#addresses.count(network), await this.#pairs.count(pair)];
    if (counted.some(({ blocks }) => blocks)) this.#onBlocked(account, address);
    const giveBack = async () => {
      await this.#strangers.reward(account);
      await this.#addresses.giveBack(network);
    };
    return settled(verify, {
      onRight: async () => {
        await giveBack();
        await this.#pairs.forget(pair);
      },
      onNeither: async () => {
        await giveBack();
        await this.#pairs.giveBack(pair);
      },
    });
  }

  async #byDevice<T>(
    { account, address, device }: Attempt & { device: string },
    verify: () => Promise<T | undefined>,
  ): Promise<T | undefined> {
    await this.#take(this.#device, device, { account, address });
    await this.#take(this.#known, account, { account, address });
    const giveBack = async () => {
      await this.#device.reward(device);
      await this.#known.reward(account);
    };
    return settled(verify, { onRight: giveBack, onNeither: giveBack });
  }

  async #take(counter: RateLimiterMemory, key: string, { account, address }: Attempt): Promise<void> {
    await consumed(counter, key, () => {
      this.#onBlocked(account, address);
    });
  }
}

const guesses: readonly string[] = ['linkNotGood', 'firstAdminNeedsLink'];

interface Outcomes {
  readonly onRight: () => Promise<void>;
  /** It could not be found out. */
  readonly onNeither: () => Promise<void>;
}

async function settled<T>(
  verify: () => Promise<T | undefined>,
  { onRight, onNeither }: Outcomes,
): Promise<T | undefined> {
  const right = await verify().catch(async (reason: unknown) => {
    await onNeither();
    throw reason;
  });
  if (right !== undefined) await onRight();
  return right;
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
