import type { Person } from '../../shared/domain/person.ts';
import type { InvitationMade, SessionReply } from '../../shared/protocol/people.ts';
import { type TestServer, startServer } from './server.ts';

export interface Member {
  readonly person: Person;
  readonly email: string;
  readonly password: string;
  /** What a browser would send. */
  readonly cookie: string;
}

/** A product that people sign in to with a password, and its admin. */
export class Organisation {
  readonly server: TestServer;
  readonly admin: Member;

  private constructor(server: TestServer, admin: Member) {
    this.server = server;
    this.admin = admin;
  }

  /** Of a server without its shortcuts for developers; the admin is Ada. */
  static async start(env: Readonly<Record<string, string>> = {}): Promise<Organisation> {
    const server = await startServer({ env: { SWARMBOARD_DEV: '0', ...env } });
    const account = { name: 'Ada Byron', email: 'ada@example.com', password: 'violet harbour lantern' };
    return new Organisation(server, await enter(server.url, '/first-admin', account));
  }

  /** Somebody joins by a link of their own. */
  async join(name: string, rights: Pick<Person, 'preset' | 'capabilities'>): Promise<Member> {
    const { link } = (await this.ask('POST', '/invitations', { purpose: 'join', ...rights })) as InvitationMade;
    const first = name.split(' ')[0]?.toLowerCase() ?? '';
    const account = { name, email: `${first}@example.com`, password: `${first} kettle mountain seven` };
    return enter(this.server.url, '/invitations/accept', { ...account, secret: new URL(link).hash.slice(1) });
  }

  /** As the admin; throws when it is refused. */
  async ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.server.url}/api/v1${path}`, {
      method,
      headers: { cookie: this.admin.cookie, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const reply: unknown = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(reply)}`);
    return reply;
  }

  stop(): Promise<void> {
    return this.server.stop();
  }
}

async function enter(
  url: string,
  path: string,
  account: { name: string; email: string; password: string; secret?: string },
): Promise<Member> {
  const response = await fetch(`${url}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(account),
  });
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  const { person } = (await response.json()) as SessionReply;
  if (!person) throw new Error(`${path}: nobody is signed in`);
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return { person, email: account.email, password: account.password, cookie };
}
