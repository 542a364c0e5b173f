import { Refusal } from '../../../shared/domain/refusals.ts';
import { failureOf } from './failures.ts';

/** An election takes some ten seconds; whoever asks at its beginning waits for its end. */
const outageMs = 15_000;
/** How long a server may take a request and say nothing. */
const silenceMs = 4_500;
/** For what may be megabytes. */
export const largePatience = { patienceMs: 30_000 };
const firstPauseMs = 20;
const longestPauseMs = 1_000;

/**
 * Repeats what failed for reasons that pass: another primary, a closed connection, an unknown outcome. So whatever is
 * handed to `run` must be fit to be repeated after it has happened already.
 */
export class RideOut {
  #outageSince: number | undefined;

  /** Throws Refusal `storeUnavailable` once waiting makes no more sense; the outcome is unknown then. */
  async run<T>(attempt: () => Promise<T>, { patienceMs } = { patienceMs: silenceMs }): Promise<T> {
    const startedAt = performance.now();
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      try {
        const result = await answeredWithin(patienceMs, attempt());
        this.#outageSince = undefined;
        return result;
      } catch (error) {
        const failure = failureOf(error);
        if (failure === 'full') throw new Refusal('storeFull');
        if (failure !== 'passing') throw error;
        // An outage that has gone on for long is not waited for again by each request that comes.
        this.#outageSince ??= startedAt;
        const giveUpAt = Math.max(this.#outageSince + outageMs, startedAt + silenceMs);
        if (performance.now() + pauseMs > giveUpAt) throw unavailable(error);
      }
      await new Promise((resume) => setTimeout(resume, pauseMs * (0.5 + Math.random())));
    }
  }

  /** For a question that is worth an answer now only: every failure to answer is a Refusal `storeUnavailable`. */
  async tryOnce<T>(attempt: () => Promise<T>): Promise<T> {
    try {
      return await answeredWithin(silenceMs, attempt());
    } catch (error) {
      throw error instanceof Refusal ? error : unavailable(error);
    }
  }
}

function answeredWithin<T>(ms: number, answer: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(unavailable('noAnswer'));
    }, ms);
    answer.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}

function unavailable(cause: unknown): Refusal {
  return new Refusal('storeUnavailable', { cause: cause instanceof Error ? cause.message : cause });
}
