import type { Person } from '../../shared/domain/person.ts';
import type { SessionReply } from '../../shared/protocol/people.ts';
import type { DeviceStore } from '../connection/deviceStore.ts';
import { request } from '../connection/http.ts';
import { byId } from './byId.ts';

const keptAs = 'session';
const path = '/api/v1/session';

/** Who is at this device, and everybody they work with. */
export class Session {
  readonly #store: DeviceStore;
  #status = $state<'loading' | 'ready' | 'unreachable'>('loading');
  #person = $state.raw<Person | null>(null);
  #people = $state.raw(byId<Person>([]));
  #developer = $state(false);

  constructor(store: DeviceStore) {
    this.#store = store;
  }

  /** `unreachable`: the server has not answered and this device knows nobody yet. */
  get status(): 'loading' | 'ready' | 'unreachable' {
    return this.#status;
  }

  get person(): Person | null {
    return this.#person;
  }

  /** By id. */
  get people(): ReadonlyMap<string, Person> {
    return this.#people;
  }

  get developer(): boolean {
    return this.#developer;
  }

  /** A person's name; an imported history gives names instead of ids, and those come back as they are. */
  nameOf(idOrName: string): string {
    return this.#people.get(idOrName)?.name ?? idOrName;
  }

  /** Asks who we are; without the server, whoever was here last on this device. */
  async load(): Promise<void> {
    try {
      this.#take(await request<SessionReply>(path));
    } catch {
      const kept = await this.#store.get<SessionReply>(keptAs).catch(() => undefined);
      if (kept) this.#show(kept);
      else this.#status = 'unreachable';
    }
  }

  /** For `?as=ada` on a developer's server, and only there: goes on as that person without asking. */
  async continueAs(name: string): Promise<void> {
    await this.load();
    if (this.#developer && this.#person?.name.toLowerCase() !== name.toLowerCase()) await this.signIn(name);
  }

  async signIn(name: string): Promise<void> {
    this.#take(await request<SessionReply>(`${path}/developer`, { method: 'POST', body: { name } }));
  }

  async signOut(): Promise<void> {
    await request(path, { method: 'DELETE' });
    await this.load();
  }

  setPeople(people: readonly Person[]): void {
    this.#people = byId(people);
    const me = this.#person && this.#people.get(this.#person.id);
    if (me) this.#person = me;
    this.#keep();
  }

  #take(reply: SessionReply): void {
    this.#show(reply);
    this.#keep();
  }

  #show({ person, people, developer }: SessionReply): void {
    this.#person = person;
    this.#people = byId(people);
    this.#developer = developer;
    this.#status = 'ready';
  }

  #keep(): void {
    const kept = { person: this.#person, people: [...this.#people.values()], developer: this.#developer };
    void this.#store.set(keptAs, kept).catch(() => undefined);
  }
}
