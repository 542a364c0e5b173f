import { createStore, del, delMany, entries, get, keys, set } from 'idb-keyval';

/** Small things kept on this device, by name. Losing them is never an error: private windows may refuse. */
export interface DeviceStore {
  get<T>(key: string): Promise<T | undefined>;
  set(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
  /** Everything whose name begins so. */
  withPrefix<T>(prefix: string): Promise<T[]>;
  removePrefix(prefix: string): Promise<void>;
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
    async removePrefix(prefix) {
      const all = await keys<string>(store);
      await delMany(
        all.filter((key) => key.startsWith(prefix)),
        store,
      );
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
    removePrefix(prefix) {
      for (const key of [...kept.keys()]) if (key.startsWith(prefix)) kept.delete(key);
      return Promise.resolve();
    },
  };
}

/** What whoever is here now keeps, under the same names as everybody else and yet apart. Without anybody it keeps nothing. */
export function personalStore(device: DeviceStore, person: () => string | undefined): DeviceStore {
  const mine = () => {
    const id = person();
    return id === undefined ? undefined : personalPrefix(id);
  };
  return {
    async get(key) {
      const prefix = mine();
      return prefix === undefined ? undefined : await device.get(prefix + key);
    },
    async set(key, value) {
      const prefix = mine();
      if (prefix !== undefined) await device.set(prefix + key, value);
    },
    async remove(key) {
      const prefix = mine();
      if (prefix !== undefined) await device.remove(prefix + key);
    },
    async withPrefix(keys) {
      const prefix = mine();
      return prefix === undefined ? [] : await device.withPrefix(prefix + keys);
    },
    async removePrefix(keys) {
      const prefix = mine();
      if (prefix !== undefined) await device.removePrefix(prefix + keys);
    },
  };
}

/** How the names begin of what a person keeps in the device's store. */
export function personalPrefix(person: string): string {
  return `of ${person}/`;
}
