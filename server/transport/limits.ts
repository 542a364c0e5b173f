import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from '../../shared/domain/refusals.ts';

/** How often something may be asked within so many seconds, by one person and from one network address. */
export interface Limit {
  readonly seconds: number;
  readonly byPerson: number;
  readonly byAddress: number;
}

/**
 * Far above what people at work do, whole offices behind one address included, and far below what hurts a server.
 * Sign-in has narrower ones of its own.
 */
export const limits = {
  /** HTTP requests, also those of programs: 60 a second, and 400 from one address. */
  requests: { seconds: 10, byPerson: 600, byAddress: 4_000 },
  /** Commands and presence on live connections: 100 a second. */
  messages: { seconds: 10, byPerson: 1_000, byAddress: 10_000 },
  /** Each may read up to 500 entries. */
  subscriptions: { seconds: 10, byPerson: 200, byAddress: 4_000 },
  /** New live connections and documents: after a restart a whole office comes back at once. */
  upgrades: { seconds: 60, byPerson: 600, byAddress: 6_000 },
  /** Each sends something to somebody outside. */
  tests: { seconds: 60, byPerson: 10, byAddress: 60 },
} as const satisfies Record<string, Limit>;

export type Limited = keyof typeof limits;

/** Who is counted; what is not known is not counted. */
export interface Counted {
  readonly person?: string | undefined;
  readonly address?: string | undefined;
}

interface Counters {
  readonly person: RateLimiterMemory;
  readonly address: RateLimiterMemory;
}

/** Counts what comes in at the doors of this server. */
export class Limits {
  readonly #counters: Record<Limited, Counters>;

  constructor(rules: Record<Limited, Limit> = limits) {
    this.#counters = {
      requests: countersOf(rules.requests),
      messages: countersOf(rules.messages),
      subscriptions: countersOf(rules.subscriptions),
      upgrades: countersOf(rules.upgrades),
      tests: countersOf(rules.tests),
    };
  }

  /** Throws Refusal `tooManyRequests`, with `retryAfterSeconds` in its details. */
  async take(what: Limited, { person, address }: Counted): Promise<void> {
    const { person: people, address: addresses } = this.#counters[what];
    if (address !== undefined) await consume(addresses, address);
    if (person !== undefined) await consume(people, person);
  }
}

function countersOf({ seconds, byPerson, byAddress }: Limit): Counters {
  return {
    person: new RateLimiterMemory({ points: byPerson, duration: seconds }),
    address: new RateLimiterMemory({ points: byAddress, duration: seconds }),
  };
}

async function consume(counter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await counter.consume(key);
  } catch (reason) {
    if (!(reason instanceof RateLimiterRes)) throw reason;
    throw new Refusal('tooManyRequests', { retryAfterSeconds: Math.max(1, Math.ceil(reason.msBeforeNext / 1000)) });
  }
}

/** When to come again, for the header `Retry-After`; undefined when the refusal is another one. */
export function retryAfterOf({ code, details }: Refusal): string | undefined {
  if (code !== 'tooManyRequests') return undefined;
  const { retryAfterSeconds = 10 } = (details ?? {}) as { retryAfterSeconds?: number };
  return String(retryAfterSeconds);
}
