import type { DeviceCopies } from '../connection/deviceCopies.ts';
import { type DeviceStore, personalPrefix } from '../connection/deviceStore.ts';
import { keptNoteOf } from './keptText.ts';

/** What only this device has. */
export interface Unsent {
  readonly commands: number;
  readonly documents: number;
  readonly notes: number;
}

const leavingKey = 'leaving';
/** As boards keep them: what the server has too. */
const savedKeys = ['board:', 'boards', 'ticket:', 'timeline:'];

/** What this device keeps for the people who sign in on it, and how it is let go. */
export class SessionCopies {
  readonly #device: DeviceStore;
  readonly #documents: DeviceCopies;

  constructor(device: DeviceStore, documents: DeviceCopies) {
    this.#device = device;
    this.#documents = documents;
  }

  async unsent(person: string): Promise<Unsent> {
    const commands = await this.#device.withPrefix(`${personalPrefix(person)}command:`).catch(() => []);
    const documents = await this.#documents.unsaved(person).catch(() => 0);
    return { commands: commands.length, documents, notes: notesOf(person).length };
  }

  /** Somebody's session ended without their asking: what only this device has waits until they are back. */
  async removeSaved(person: string): Promise<void> {
    for (const key of savedKeys) await this.#device.removePrefix(personalPrefix(person) + key).catch(() => undefined);
    await this.#documents.remove(person, 'saved').catch(() => undefined);
  }

  /** Somebody signs out: nothing of theirs stays. */
  async removeAll(person: string): Promise<void> {
    // Another tab may hold on to a document until this page is gone: the next start tries again.
    const leaving = (await this.#leaving()).filter((id) => id !== person);
    await this.#device.set(leavingKey, [...leaving, person]).catch(() => undefined);
    await this.#remove(person);
  }

  /** Before anybody is shown anything. */
  async finishRemovals(): Promise<void> {
    const leaving = await this.#leaving();
    if (leaving.length === 0) return;
    for (const person of leaving) await this.#remove(person);
    await this.#device.remove(leavingKey).catch(() => undefined);
  }

  async #leaving(): Promise<readonly string[]> {
    return (await this.#device.get<string[]>(leavingKey).catch(() => undefined)) ?? [];
  }

  async #remove(person: string): Promise<void> {
    await this.#device.removePrefix(personalPrefix(person)).catch(() => undefined);
    await this.#documents.remove(person, 'all').catch(() => undefined);
    for (const key of notesOf(person)) localStorage.removeItem(key);
  }
}

/** `3 changes, 1 ticket with edits and 1 note that was not posted`; empty when there is nothing. */
export function unsentInWords({ commands, documents, notes }: Unsent): string {
  const parts = [
    counted(commands, 'change', 'changes'),
    counted(documents, 'ticket with edits', 'tickets with edits'),
    counted(notes, 'note that was not posted', 'notes that were not posted'),
  ].filter((part) => part !== '');
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}

function counted(count: number, one: string, many: string): string {
  return count === 0 ? '' : `${count} ${count === 1 ? one : many}`;
}

function notesOf(person: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(keptNoteOf(person)));
  } catch {
    return [];
  }
}
