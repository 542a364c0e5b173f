import { Refusal } from '../../../shared/domain/refusals.ts';

const mostAtOnce = 5_000;

/** The calls that are under way, so that closing can wait for all that was promised. */
export class Calls {
  readonly #running = new Set<Promise<unknown>>();
  #closed = false;

  /** The same port, each of whose calls is counted here from its beginning to its end. */
  through<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name, target);
        if (typeof method !== 'function') return method;
        return (...values: unknown[]) => this.make(() => Reflect.apply(method, target, values) as Promise<unknown>);
      },
    });
  }

  make<T>(call: () => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new Refusal('storeUnavailable', { cause: 'closed' }));
    if (this.#running.size >= mostAtOnce) {
      return Promise.reject(new Refusal('storeUnavailable', { cause: 'tooMuchWaiting' }));
    }
    const running = call();
    this.#running.add(running);
    const done = () => this.#running.delete(running);
    running.then(done, done);
    return running;
  }

  /** Lets what is under way come to its end and refuses everything after. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#running);
  }
}
