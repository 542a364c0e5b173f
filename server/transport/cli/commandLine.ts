import type { Store } from '../../ports/store.ts';

/** What a verb of the command line is given. */
export interface CommandLine {
  /** The store of the settings in force. */
  readonly openStore: () => Promise<Store>;
  /** Results; with `--json` one object. */
  readonly stdout: (text: string) => void;
  /** Progress and complaints. */
  readonly stderr: (text: string) => void;
}

/** Opens the store for as long as the work takes. */
export async function withStore<T>({ openStore }: CommandLine, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore();
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
