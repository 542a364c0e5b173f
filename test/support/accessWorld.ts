import type { Capability } from '../../shared/domain/permissions.ts';
import type { TokenMade } from '../../shared/protocol/machines.ts';
import { TestPerson } from './person.ts';

/** Everybody who may stand at a door. `left` and `revoked` still hold the cookie of a session they once had. */
export const principals = [
  'nobody',
  'guest',
  'agent',
  'observer',
  'manager',
  'admin',
  'machine',
  'left',
  'revoked',
] as const;
export type PrincipalName = (typeof principals)[number];

/** Of what is asked: what a guest is tagged on (or one's own), what is there all the same, what is not there at all. */
export const subjects = ['own', 'foreign', 'absent'] as const;
export type Subject = (typeof subjects)[number];

/** What the machine's token is for. */
export const machineScopes: readonly Capability[] = ['readBoards', 'workTickets', 'readCustomers'];

type Ids = Readonly<Record<string, string>>;

export interface AccessWorld {
  readonly url: string;
  readonly admin: TestPerson;
  readonly people: Readonly<Record<Exclude<PrincipalName, 'nobody' | 'machine'>, TestPerson>>;
  /** How each proves who they are. */
  readonly headers: Readonly<Record<PrincipalName, Record<string, string>>>;
  /** What stands for a parameter of an address, such as `ticket`. */
  id(parameter: string, subject: Subject, who: PrincipalName): string;
}

/** Two boards, two tickets on the first, a guest on one of them, and one of everything else that can be named. */
export async function createAccessWorld(url: string): Promise<AccessWorld> {
  const admin = await TestPerson.signIn(url, 'Ada', 'admin');
  const people = {
    admin,
    guest: await TestPerson.signIn(url, 'Gus', 'engineer'),
    agent: await TestPerson.signIn(url, 'Agnes', 'agent'),
    observer: await TestPerson.signIn(url, 'Olga', 'observer'),
    manager: await TestPerson.signIn(url, 'Mo', 'manager'),
    left: await TestPerson.signIn(url, 'Lea', 'admin'),
    revoked: await TestPerson.signIn(url, 'Rex', 'admin'),
  };
  const token = (await must(admin, 'POST', '/tokens', { name: 'Robot', scopes: machineScopes, days: 1 })) as TokenMade;
  const existing: Record<string, Readonly<Record<string, string | undefined>>> = await createSubjects(
    admin,
    people.guest,
  );
  await must(admin, 'POST', `/people/${people.left.person.id}`, { left: true });
  await must(admin, 'DELETE', `/people/${people.revoked.person.id}/sessions`);
  const cookies = Object.entries(people).map(([name, { cookie }]) => [name, { cookie }] as const);
  const sessions = await currentSessions(people);
  const idOf = (who: PrincipalName) =>
    who in people ? people[who as keyof typeof people].person.id : token.token.person;
  return {
    url,
    admin,
    people,
    headers: {
      ...(Object.fromEntries(cookies) as Record<keyof typeof people, { cookie: string }>),
      nobody: {},
      machine: { authorization: `Bearer ${token.secret}` },
    },
    id(parameter, subject, who) {
      if (subject === 'absent') return absent[parameter] ?? 'nothing-of-the-kind';
      const somebody = subject === 'own' ? who : who === 'admin' ? 'agent' : 'admin';
      const ids: Readonly<Record<string, string | undefined>> = {
        ...existing[subject],
        person: idOf(somebody),
        session: sessions[somebody],
      };
      return ids[parameter] ?? 'missing';
    },
  };
}

const absent: Ids = { board: 'nowhere', ticket: 'matrix-999', webhook: 'nothing-of-the-kind' };

async function createSubjects(admin: TestPerson, guest: TestPerson): Promise<Record<'own' | 'foreign', Ids>> {
  const board = await admin.createBoard('Matrix');
  const other = await admin.createBoard('Other matrix');
  const run = (id: string, command: object) => must(admin, 'POST', '/commands', { board, id, command });
  for (const title of ['Theirs', 'Secret']) await run(`open-${title}`, { type: 'openTicket', title, customer: 'Acme' });
  await run('tag-the-guest', {
    type: 'raiseTag',
    ticketId: `${board}-1`,
    target: { kind: 'person', person: guest.person.id },
    blocked: true,
    ask: 'Look',
  });
  const made = await Promise.all(['first', 'second'].map((name) => createOne(admin, name)));
  return {
    own: { ...made[0], board, ticket: `${board}-1` },
    foreign: { ...made[1], board: other, ticket: `${board}-2` },
  };
}

/** One of everything that is not a board. */
async function createOne(admin: TestPerson, name: string): Promise<Ids> {
  const customer = (await must(admin, 'POST', '/customers', { name })) as { customer: { id: string } };
  const token = (await must(admin, 'POST', '/tokens', { name, scopes: ['readBoards'], days: 1 })) as TokenMade;
  const hook = { direction: 'in', name, board: 'matrix' };
  const webhook = (await must(admin, 'POST', '/webhooks', hook)) as { webhook: { id: string } };
  const shifts = [{ days: [1], from: '09:00', to: '10:00' }];
  const rota = (await must(admin, 'POST', '/rotas', {
    ...{ name, kind: 'hat', serves: { kind: 'line', line: 'L2' }, timeZone: 'UTC', shifts },
    ...{ members: [], turns: 'all', startsOn: '2026-11-02' },
  })) as { rota: { id: string } };
  const invited = { purpose: 'join', preset: 'agent', name };
  const invitation = (await must(admin, 'POST', '/invitations', invited)) as { invitation: { id: string } };
  const owns = { kind: 'owns', target: { kind: 'line', line: 'L1' } };
  const wanted = { name, isOn: false, when: { words: ['nothing of the kind'] }, then: owns };
  const { rule } = (await must(admin, 'POST', '/triage/rules', wanted)) as { rule: { id: string } };
  return {
    rule: rule.id,
    customer: customer.customer.id,
    token: token.token.id,
    webhook: webhook.webhook.id,
    invitation: invitation.invitation.id,
    rota: rota.rota.id,
  };
}

async function currentSessions(people: Readonly<Record<string, TestPerson>>): Promise<Record<string, string>> {
  const sessions: Record<string, string> = {};
  for (const [name, person] of Object.entries(people)) {
    const { body } = await person.ask('GET', '/sessions');
    const { sessions: list = [] } = body as { sessions?: readonly { id: string; current: boolean }[] };
    const current = list.find((one) => one.current);
    if (current) sessions[name] = current.id;
  }
  return sessions;
}

async function must(person: TestPerson, method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await person.ask(method, path, body);
  if (answer.status !== 200)
    throw new Error(`${method} ${path}: ${String(answer.status)} ${JSON.stringify(answer.body)}`);
  return answer.body;
}
