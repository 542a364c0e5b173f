import { type Person, serverPerson } from '../../shared/domain/person.ts';
import type { InvitationSeen, SessionReply, SignInOptions } from '../../shared/protocol/people.ts';
import type { DeviceStore } from '../connection/deviceStore.ts';
import { request } from '../connection/http.ts';
import { byId } from './byId.ts';

const keptAs = 'session';
const path = '/api/v1/session';
const unknownOptions: SignInOptions = { firstAdmin: null, provider: null };

type Kept = Pick<SessionReply, 'person' | 'people' | 'developer' | 'signIn'>;

interface Wiring {
  readonly store: DeviceStore;
  /** Everything on the page is about somebody else than who is here now: begins anew. */
  readonly startAnew: () => void;
  /** Nobody is signed in any more who was, without having asked for it. */
  readonly onOver: (person: Person) => void;
}

export interface NewAccount {
  readonly name?: string;
  readonly email?: string;
  readonly password: string;
  readonly secret?: string;
}

/** Who is at this device, and everybody they work with. */
export class Session {
  readonly #wiring: Wiring;
  #status = $state<'loading' | 'ready' | 'unreachable'>('loading');
  #person = $state.raw<Person | null>(null);
  #people = $state.raw(byId<Person>([]));
  #developer = $state(false);
  #signIn = $state.raw(unknownOptions);
  #isOver = $state(false);
  /** Whom this page has shown things of. */
  #shownTo: string | undefined;
  #checking: Promise<void> | undefined;

  constructor(wiring: Wiring) {
    this.#wiring = wiring;
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

  /** How somebody can sign in here. */
  get options(): SignInOptions {
    return this.#signIn;
  }

  /** Somebody was signed in on this page and the server ended that. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** A person's name; an imported history gives names instead of ids, and those come back as they are. */
  nameOf(idOrName: string): string {
    if (idOrName === serverPerson) return 'Swarmboard';
    return this.#people.get(idOrName)?.name ?? idOrName;
  }

  /** Asks who we are; without the server, whoever was here last on this device. */
  async load(): Promise<void> {
    try {
      this.#take(await request<SessionReply>(path));
    } catch {
      const kept = await this.#wiring.store.get<Kept>(keptAs).catch(() => undefined);
      if (kept) this.#show(kept);
      else this.#status = 'unreachable';
    }
  }

  /** Something said that nobody is signed in: asks whether that is so. Many at once ask once. */
  check(): Promise<void> {
    this.#checking ??= request<SessionReply>(path)
      .then(
        (reply) => this.#take(reply),
        () => undefined,
      )
      .finally(() => (this.#checking = undefined));
    return this.#checking;
  }

  /** For `?as=ada` on a developer's server, and only there: goes on as that person without asking. */
  async continueAs(name: string): Promise<void> {
    await this.load();
    if (this.#developer && this.#person?.name.toLowerCase() !== name.toLowerCase()) await this.signInByName(name);
  }

  /** On a developer's server only. */
  async signInByName(name: string): Promise<void> {
    this.#take(await post(`${path}/developer`, { name }));
  }

  async signIn(email: string, password: string): Promise<void> {
    this.#take(await post(path, { email, password }));
  }

  /** Makes the first account, which may do everything, and signs it in. */
  async makeFirstAdmin(account: NewAccount): Promise<void> {
    this.#take(await post('/api/v1/first-admin', account));
  }

  /** What an invitation is about; throws `linkNotGood` when it is used up or over. */
  async look(secret: string): Promise<InvitationSeen> {
    return await request<InvitationSeen>('/api/v1/invitations/look', { method: 'POST', body: { secret } });
  }

  /** Makes the account, or sets the password, and signs in. */
  async accept(account: NewAccount): Promise<void> {
    this.#take(await post('/api/v1/invitations/accept', account));
  }

  async signOut({ everywhere = false } = {}): Promise<void> {
    await request(everywhere ? '/api/v1/sessions' : path, { method: 'DELETE' });
    this.#person = null;
    this.#people = byId<Person>([]);
    await this.#wiring.store.remove(keptAs).catch(() => undefined);
  }

  setPeople(people: readonly Person[]): void {
    this.#people = byId(people);
    const me = this.#person && this.#people.get(this.#person.id);
    if (me) this.#person = me;
    this.#keep();
  }

  #take(reply: SessionReply): void {
    const before = this.#person;
    this.#isOver = reply.person === null && (before !== null || this.#isOver);
    this.#show(reply);
    this.#keep(reply);
    if (before && !reply.person) this.#wiring.onOver(before);
  }

  #show({ person, people, developer, signIn }: Kept): void {
    if (person && this.#shownTo !== undefined && this.#shownTo !== person.id) {
      this.#status = 'loading';
      this.#person = null;
      this.#wiring.startAnew();
      return;
    }
    this.#shownTo = person?.id ?? this.#shownTo;
    this.#person = person;
    this.#people = byId(people);
    this.#developer = developer;
    this.#signIn = signIn;
    this.#status = 'ready';
  }

  #keep(kept: Kept = this.#kept()): void {
    const { person, people, developer, signIn } = kept;
    void this.#wiring.store.set(keptAs, { person, people, developer, signIn }).catch(() => undefined);
  }

  #kept(): Kept {
    const people = [...this.#people.values()];
    return { person: this.#person, people, developer: this.#developer, signIn: this.#signIn };
  }
}

function post(to: string, body: object): Promise<SessionReply> {
  return request<SessionReply>(to, { method: 'POST', body });
}
