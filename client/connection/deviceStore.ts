import { createStore, del, entries, get, set } from 'idb-keyval';

/** Small things kept on this device, by name. Losing them is never an error: private windows may refuse. */
export interface DeviceStore {
  get<T>(key: string): Promise<T | undefined>;
  set(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
  /** Everything whose name begins so. */
  withPrefix<T>(prefix: string): Promise<T[]>;
}

export function createDeviceStore(name = 'swarmboard'): DeviceStore {
  const store = createStore(name, 'kept');
  return {
    get: (key) => get(key, store),
    set: (key, value) => set(key, value, store),
    remove: (key) => del(key, store),
    async withPrefix<T>(prefix: string) {
      const all = await entries<string, T>(store);
      return all.filter(([key]) => key.startsWith(prefix)).map(([, value]) => value);
    },
  };
}

/** For tests, and where IndexedDB is not to be had. */
export function createMemoryStore(): DeviceStore {
  const kept = new Map<string, unknown>();
  return {
    get: (key) => Promise.resolve(kept.get(key) as never),
    set(key, value) {
      kept.set(key, structuredClone(value));
      return Promise.resolve();
    },
    remove(key) {
      kept.delete(key);
      return Promise.resolve();
    },
    withPrefix: (prefix) =>
      Promise.resolve([...kept].filter(([key]) => key.startsWith(prefix)).map(([, value]) => value as never)),
  };
}
