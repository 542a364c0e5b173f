import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InvitationMade, InvitationSeen, InvitationsReply } from '../../shared/protocol/people.ts';
import {
  emailOf,
  enter,
  firstAdmin,
  invitationLink,
  join,
  secretOf,
  signInAs,
  testPassword,
} from '../support/account.ts';
import type { TestPerson } from '../support/person.ts';
import { type TestServer, startServer } from '../support/server.ts';

let server: TestServer;
let ada: TestPerson;

beforeAll(async () => {
  server = await startServer({ env: { SWARMBOARD_DEV: '0' } });
  ada = await firstAdmin(server.url);
});

afterAll(() => server.stop());

async function post(path: string, body: object): Promise<{ status: number; code: string | undefined; body: unknown }> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${server.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  const reply = (await response.json()) as { error?: { code: string } };
  return { status: response.status, code: reply.error?.code, body: reply };
}

function accept(link: string, more: object = {}) {
  return post('/invitations/accept', { secret: secretOf(link), password: testPassword, ...more });
}

test('an invited person sees who invites them as what, joins, and is in as that', async () => {
  const email = emailOf('Grace');
  const link = await invitationLink(ada, { purpose: 'join', preset: 'engineer', name: 'Grace', email });

  const seen = (await post('/invitations/look', { secret: secretOf(link) })).body as InvitationSeen;
  const grace = await enter(server.url, '/invitations/accept', { secret: secretOf(link), password: testPassword });

  expect(link).toMatch(new RegExp(`^${server.url}/join#`));
  expect(seen).toMatchObject({ purpose: 'join', preset: 'engineer', name: 'Grace', email, by: 'Ada', provider: null });
  expect(grace.person).toMatchObject({ name: 'Grace', preset: 'engineer', email });
  expect((await signInAs(server.url, 'Grace')).person.id).toBe(grace.person.id);
});

test('capabilities come as they were given', async () => {
  const wanted = { name: 'Barbara', preset: 'agent', capabilities: ['readBoards', 'readAudit'] } as const;

  const barbara = await join(ada, wanted);

  expect(barbara.person.capabilities).toEqual(wanted.capabilities);
  expect((await barbara.ask('GET', '/invitations')).status).toBe(403);
});

test('of two who use a link at once one gets an account, and nobody after them', async () => {
  const link = await invitationLink(ada, { purpose: 'join', preset: 'agent' });

  const both = await Promise.all(
    ['One', 'Two'].map((name) => accept(link, { name, email: emailOf(`${name} of two`) })),
  );
  const late = await accept(link, { name: 'Three', email: emailOf('Three') });

  expect(both.map(({ status }) => status).sort()).toEqual([200, 404]);
  expect(late.code).toBe('linkNotGood');
});

test('a link still works after a bad password or an address that is taken', async () => {
  const link = await invitationLink(ada, { purpose: 'join', preset: 'agent' });

  const weak = await accept(link, { name: 'Hedy', email: emailOf('Hedy'), password: 'swarmboard-hedy' });
  const taken = await accept(link, { name: 'Hedy', email: emailOf('Ada') });
  const right = await accept(link, { name: 'Hedy', email: emailOf('Hedy') });

  expect([weak.code, taken.code, right.status]).toEqual(['passwordNotAccepted', 'emailTaken', 200]);
});

test('who is invited by address joins with that address', async () => {
  const link = await invitationLink(ada, { purpose: 'join', preset: 'agent', email: emailOf('Rosalind') });

  const other = await accept(link, { name: 'Rosalind', email: emailOf('Somebody else') });

  expect([other.status, other.code]).toEqual([400, 'invalidInput']);
});

test('links are listed without their secrets, latest first, and a withdrawn one is of no use', async () => {
  const earlier = await ada.ask('POST', '/invitations', { purpose: 'join', preset: 'agent', name: 'Earlier' });
  const { invitation, link } = (await ada.ask('POST', '/invitations', { purpose: 'join', preset: 'manager' }))
    .body as InvitationMade;

  const listed = ((await ada.ask('GET', '/invitations')).body as InvitationsReply).invitations;
  await ada.ask('DELETE', `/invitations/${invitation.id}`);
  const withdrawn = await accept(link, { name: 'Late', email: emailOf('Late') });
  const again = await ada.ask('DELETE', `/invitations/${invitation.id}`);

  expect(listed.slice(0, 2).map(({ id }) => id)).toEqual([
    invitation.id,
    (earlier.body as InvitationMade).invitation.id,
  ]);
  expect(JSON.stringify(listed)).not.toContain(secretOf(link));
  expect([withdrawn.code, again.status]).toEqual(['linkNotGood', 404]);
});

test('nobody invites to what they may not do themselves', async () => {
  const people = await join(ada, { name: 'People', preset: 'agent', capabilities: ['readBoards', 'managePeople'] });
  const agent = await join(ada, { name: 'Plain', preset: 'agent' });

  const admin = await people.ask('POST', '/invitations', { purpose: 'join', preset: 'admin' });
  const more = await people.ask('POST', '/invitations', {
    purpose: 'join',
    preset: 'observer',
    capabilities: ['readAudit'],
  });
  const takeOver = await people.ask('POST', '/invitations', { purpose: 'password', person: ada.person.id });
  const observer = await people.ask('POST', '/invitations', { purpose: 'join', preset: 'observer' });
  const byAgent = await agent.ask('POST', '/invitations', { purpose: 'join', preset: 'observer' });

  expect([admin, more, takeOver, byAgent].map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  expect(observer.status).toBe(200);
});

test('a link gives nothing any more that its maker may not give any more', async () => {
  const manager = await join(ada, { name: 'Formerly', preset: 'admin' });
  const link = await invitationLink(manager, { purpose: 'join', preset: 'admin' });
  const rightless = await invitationLink(manager, { purpose: 'join', preset: 'engineer' });
  await ada.ask('POST', `/people/${manager.person.id}`, { preset: 'agent' });

  const seen = await post('/invitations/look', { secret: secretOf(link) });
  const accepted = await accept(link, { name: 'Too late', email: emailOf('Too late') });
  const engineer = await accept(rightless, { name: 'Too late', email: emailOf('Too late') });

  expect([seen.code, accepted.code, engineer.code]).toEqual(['linkNotGood', 'linkNotGood', 'linkNotGood']);
});

test('a link to set the password anew works once, only the latest, and ends all sessions', async () => {
  const joan = await join(ada, { name: 'Joan', preset: 'agent' });
  const wanted = { purpose: 'password', person: joan.person.id };
  const earlier = await invitationLink(ada, wanted);
  const link = await invitationLink(ada, wanted);
  const password = 'grey heron above ice';

  const seen = (await post('/invitations/look', { secret: secretOf(link) })).body as InvitationSeen;
  const byEarlier = await accept(earlier, { password });
  const accepted = await accept(link, { password });
  const again = await accept(link, { password });

  expect(seen).toMatchObject({ purpose: 'password', name: 'Joan', email: emailOf('Joan') });
  expect([byEarlier.status, accepted.status, again.status]).toEqual([404, 200, 404]);
  expect((await joan.ask('GET', '/sessions')).status).toBe(401);
  expect((await signInAs(server.url, 'Joan', password)).person.id).toBe(joan.person.id);
});

test('who has left cannot come back by an old link', async () => {
  const gone = await join(ada, { name: 'Gone', preset: 'agent' });
  const link = await invitationLink(ada, { purpose: 'password', person: gone.person.id });
  await ada.ask('POST', `/people/${gone.person.id}`, { left: true });

  const accepted = await accept(link);

  expect(accepted.code).toBe('linkNotGood');
  await expect(signInAs(server.url, 'Gone')).rejects.toThrow('signInFailed');
});
