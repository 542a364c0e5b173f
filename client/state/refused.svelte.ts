import type { Command } from '../../shared/domain/commands.ts';
import type { RefusalBody } from '../../shared/domain/refusals.ts';
import type { DeviceStore } from '../connection/deviceStore.ts';
import { byId } from './byId.ts';

export interface RefusedCommand {
  readonly id: string;
  readonly command: Command;
  readonly refusal: RefusalBody;
  readonly askedAt: string;
}

/** What could not be applied on a board, kept on the device until somebody has looked at it. */
export class Refused {
  readonly #prefix: string;
  readonly #store: DeviceStore;
  #list = $state.raw<readonly RefusedCommand[]>([]);

  constructor(board: string, store: DeviceStore) {
    this.#prefix = `refused:${board}:`;
    this.#store = store;
  }

  /** Oldest first. */
  get list(): readonly RefusedCommand[] {
    return this.#list;
  }

  async load(): Promise<void> {
    const kept = await this.#store.withPrefix<RefusedCommand>(this.#prefix).catch(() => []);
    const all = [...byId([...kept, ...this.#list]).values()];
    this.#list = all.sort((a, b) => (a.askedAt < b.askedAt ? -1 : 1));
  }

  add(refused: RefusedCommand): void {
    this.#list = [...this.#list, refused];
    void this.#store.set(this.#prefix + refused.id, refused).catch(() => undefined);
  }

  dismiss(id: string): void {
    this.#list = this.#list.filter((one) => one.id !== id);
    void this.#store.remove(this.#prefix + id).catch(() => undefined);
  }
}
