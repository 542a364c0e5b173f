import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '../../shared/domain/person.ts';
import type { PeopleReply, SessionsReply } from '../../shared/protocol/people.ts';
import { emailOf, firstAdmin, join, signInAs } from '../support/account.ts';
import type { TestPerson } from '../support/person.ts';
import { type TestServer, startServer } from '../support/server.ts';

let server: TestServer;
let ada: TestPerson;

beforeAll(async () => {
  server = await startServer({ env: { SWARMBOARD_DEV: '0' } });
  ada = await firstAdmin(server.url);
});

afterAll(() => server.stop());

function codeOf(answer: { body: unknown }): string | undefined {
  return (answer.body as { error?: { code: string } }).error?.code;
}

function change(by: TestPerson, { person }: TestPerson, wanted: object) {
  return by.ask('POST', `/people/${person.id}`, wanted);
}

async function details(reader: TestPerson, of: TestPerson) {
  const { people } = (await reader.ask('GET', '/people')).body as PeopleReply;
  return people.find(({ person }) => person.id === of.person.id);
}

test('who manages people sees addresses and sessions; others see neither', async () => {
  const grace = await join(ada, { name: 'Grace', preset: 'agent' });

  const managed = await details(ada, grace);
  const seen = await details(grace, ada);

  expect(managed).toMatchObject({ hasPassword: true, hasProvider: false, sessions: 1 });
  expect(managed?.person.email).toBe(emailOf('Grace'));
  expect(managed?.seenAt).toEqual(expect.any(String));
  expect(seen?.person.email).toBeUndefined();
  expect(seen).not.toHaveProperty('sessions');
  expect((await details(grace, grace))?.person.email).toBe(emailOf('Grace'));
});

test('a person is renamed, gets another preset and capabilities, and goes back to the preset’s', async () => {
  const mary = await join(ada, { name: 'Mary', preset: 'agent' });

  const given = await change(ada, mary, {
    name: 'Mary Jackson',
    preset: 'observer',
    capabilities: ['readBoards', 'readAudit'],
  });
  const back = await change(ada, mary, { capabilities: null });

  expect(given.body).toMatchObject({ person: { name: 'Mary Jackson', preset: 'observer' } });
  expect((given.body as { person: Person }).person.capabilities).toEqual(['readBoards', 'readAudit']);
  expect((back.body as { person: Person }).person.capabilities).toBeUndefined();
});

test('an address belongs to one person', async () => {
  const one = await join(ada, { name: 'One', preset: 'agent' });

  expect(codeOf(await change(ada, one, { email: emailOf('Ada') }))).toBe('emailTaken');
});

test('who leaves is out at once, may not come back in, and comes back when asked to', async () => {
  const leaver = await join(ada, { name: 'Leaver', preset: 'agent' });
  const socket = await leaver.connect();
  const cut = new Promise((resolve) => socket.socket.once('disconnect', resolve));

  await change(ada, leaver, { left: true });

  await cut;
  socket.close();
  expect((await leaver.ask('GET', '/boards')).status).toBe(401);
  await expect(signInAs(server.url, 'Leaver')).rejects.toThrow('signInFailed');
  await change(ada, leaver, { left: false });
  expect((await signInAs(server.url, 'Leaver')).person.id).toBe(leaver.person.id);
});

test('a capability that is taken away is gone with the next request', async () => {
  const manager = await join(ada, { name: 'Manager', preset: 'admin' });

  await change(ada, manager, { preset: 'agent' });

  expect((await manager.ask('GET', '/invitations')).status).toBe(403);
});

test('nobody gives what they lack, and nobody with less touches somebody with more', async () => {
  const clerk = await join(ada, { name: 'Clerk', preset: 'agent', capabilities: ['readBoards', 'managePeople'] });
  const observer = await join(ada, { name: 'Observer', preset: 'observer' });

  const outcomes = [
    await change(clerk, clerk, { preset: 'admin', capabilities: null }),
    await change(clerk, observer, { capabilities: ['readBoards', 'manageMachines'] }),
    await change(clerk, ada, { email: emailOf('Clerk two') }),
    await change(clerk, ada, { left: true }),
    await clerk.ask('DELETE', `/people/${ada.person.id}/sessions`),
    await change(observer, observer, { name: 'Boss' }),
  ];

  expect(outcomes.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403]);
  expect((await change(clerk, observer, { name: 'Observer Two' })).status).toBe(200);
});

test('the last who manages people and can sign in stays one, also when two demote each other', async () => {
  const alone = await startServer({ env: { SWARMBOARD_DEV: '0' } });
  const first = await firstAdmin(alone.url);
  const demotion = { preset: 'agent' };

  const leaving = await change(first, first, { left: true });
  const demoted = await change(first, first, demotion);
  const second = await join(first, { name: 'Second', preset: 'admin' });
  const both = await Promise.all([change(first, second, demotion), change(second, first, demotion)]);

  expect([codeOf(leaving), codeOf(demoted)]).toEqual(['lastAdmin', 'lastAdmin']);
  expect(both.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
  await alone.stop();
});

test('who manages people sees where somebody is signed in, and ends it', async () => {
  const joan = await join(ada, { name: 'Joan', preset: 'agent' });
  const path = `/people/${joan.person.id}/sessions`;
  const { sessions } = (await ada.ask('GET', path)).body as SessionsReply;

  const ended = await ada.ask('DELETE', `${path}/${sessions[0]?.id ?? ''}`);

  expect(sessions).toMatchObject([{ current: false, method: 'invitation' }]);
  expect(ended.status).toBe(200);
  expect((await joan.ask('GET', '/boards')).status).toBe(401);
});

const profile = {
  skills: [{ name: 'DNS', level: 3 }],
  domains: ['10DLC'],
  languages: ['en', 'pt-BR'],
  timeZone: 'Europe/Berlin',
  workingHours: { from: '09:00', to: '17:00', days: [1, 2, 3, 4, 5] },
  quietHours: { from: '22:00', to: '07:00' },
  loadCap: 12,
};

test('a profile is one’s own to change, and nobody else’s but who manages people', async () => {
  const hedy = await join(ada, { name: 'Hedy', preset: 'specialist' });
  const path = `/people/${hedy.person.id}/profile`;
  const other = await join(ada, { name: 'Other', preset: 'agent' });

  const own = await hedy.ask('POST', path, { ...profile, name: 'Hedy Lamarr' });
  const byOther = await other.ask('POST', path, profile);
  const byAdmin = await ada.ask('POST', path, { ...profile, loadCap: null });
  const nowhere = await hedy.ask('POST', path, { ...profile, timeZone: 'Moon/Base' });
  const nobody = await other.ask('POST', '/people/nobody/profile', profile);

  expect(own.body).toMatchObject({ person: { name: 'Hedy Lamarr', profile } });
  expect([byOther.status, byAdmin.status, nowhere.status, nobody.status]).toEqual([403, 200, 400, 403]);
});

test('a picture is an image by its bytes, of a megabyte at most; a new one takes the place of the old', async () => {
  const rosa = await join(ada, { name: 'Rosa', preset: 'agent' });
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
  const set = async (bytes: Uint8Array<ArrayBuffer>) => {
    const headers = { cookie: rosa.cookie, 'content-type': 'image/png' };
    const path = `${server.url}/api/v1/people/${rosa.person.id}/avatar`;
    const response = await fetch(path, { method: 'POST', headers, body: bytes });
    return { status: response.status, body: (await response.json()) as { person?: Person } };
  };
  const fileOf = ({ body }: { body: { person?: Person } }) =>
    fetch(`${server.url}/files/${body.person?.profile?.avatar ?? ''}`, { headers: { cookie: ada.cookie } });

  const script = await set(new TextEncoder().encode('<svg onload="alert(1)"/>'));
  const huge = new Uint8Array(1024 * 1024 + 1);
  huge.set(png);
  const tooLarge = await set(huge);
  const first = await set(png);
  const shown = await fileOf(first);
  const second = await set(new Uint8Array([...png, 4]));
  const gone = await fileOf(first);
  const removed = await rosa.ask('DELETE', `/people/${rosa.person.id}/avatar`);

  expect([script.status, tooLarge.status, first.status]).toEqual([415, 413, 200]);
  expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect([second.status, gone.status]).toEqual([200, 404]);
  expect((removed.body as { person: Person }).person.profile?.avatar).toBeUndefined();
});
