import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Running, start } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import type { Command } from '../../shared/domain/commands.ts';
import type { Rota } from '../../shared/domain/rota.ts';
import type { PlaysReply, RotaReply, RotaTurnsReply, RotasReply } from '../../shared/protocol/rotas.ts';
import { TestPerson } from '../support/person.ts';
import { temporaryFolder } from '../support/temporary.ts';

let running: Running;
let manager: TestPerson;
let ada: TestPerson;
let ben: TestPerson;
let eva: TestPerson;

beforeAll(async () => {
  running = await start(readConfig({ PORT: '0', SWARMBOARD_DEV: '1', DATA_DIR: temporaryFolder('data') }));
  await TestPerson.signIn(running.url, 'Root', 'admin');
  manager = await TestPerson.signIn(running.url, 'Mo', 'manager');
  ada = await TestPerson.signIn(running.url, 'Ada', 'agent');
  ben = await TestPerson.signIn(running.url, 'Ben', 'agent');
  eva = await TestPerson.signIn(running.url, 'Eva', 'engineer');
});

afterAll(() => running.stop());

const monday = { from: '2026-11-02T08:00:00.000Z', to: '2026-11-02T16:00:00.000Z' };
const tuesday = { from: '2026-11-03T08:00:00.000Z', to: '2026-11-03T16:00:00.000Z' };

function aHat(members: readonly TestPerson[], more: Partial<Rota> = {}) {
  return {
    name: 'Daily L2 hat',
    kind: 'hat',
    serves: { kind: 'line', line: 'L2' },
    timeZone: 'Europe/Berlin',
    shifts: [{ days: [5, 1, 2, 3, 4, 1], from: '09:00', to: '17:00' }],
    members: members.map(({ person }) => person.id),
    turns: 'daily',
    startsOn: '2026-11-02',
    ...more,
  };
}

async function made(body: object): Promise<Rota> {
  const answer = await manager.ask('POST', '/rotas', body);
  expect(answer).toMatchObject({ status: 200 });
  return (answer.body as RotaReply).rota;
}

async function turns({ id }: Rota): Promise<(string | null)[][]> {
  const { body } = await ada.ask('GET', `/rotas/${id}/turns?from=2026-11-02T00:00:00Z&to=2026-11-05T00:00:00Z`);
  return (body as RotaTurnsReply).turns.map(({ from, people }) => [from.slice(0, 10), ...people]);
}

test('a rota is made, seen by everybody with who is on, changed and removed', async () => {
  const rota = await made(aHat([ada, ben]));

  const seen = (await eva.ask('GET', '/rotas')).body as RotasReply;
  await made({ ...aHat([ben]), id: rota.id, name: 'Hat' });
  const [changed] = ((await eva.ask('GET', '/rotas')).body as RotasReply).rotas;
  await manager.ask('DELETE', `/rotas/${rota.id}`);

  expect(rota.shifts).toEqual([{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }]);
  expect(seen.rotas[0]?.rota).toEqual(rota);
  expect(seen.rotas[0]?.next).not.toBeNull();
  expect(changed?.rota).toMatchObject({ name: 'Hat', members: [ben.person.id] });
  expect(seen.people.map(({ name }) => name)).toEqual(['Ada', 'Ben']);
  expect((await eva.ask('GET', '/rotas')).body).toEqual({ rotas: [], people: [] });
});

test('a rota of nobody known, or in no known time zone, is refused', async () => {
  const stranger = await manager.ask('POST', '/rotas', { ...aHat([]), members: ['nobody'] });
  const nowhere = await manager.ask('POST', '/rotas', aHat([ada], { timeZone: 'Europe/Atlantis' }));
  const offset = await manager.ask('POST', '/rotas', aHat([ada], { timeZone: '+01:00' }));
  const unknown = await manager.ask('POST', '/rotas', { ...aHat([ada]), id: 'no-such-rota' });

  expect(stranger.body).toMatchObject({ error: { code: 'personNotFound' } });
  expect(nowhere.body).toMatchObject({ error: { code: 'invalidInput' } });
  expect(offset.body).toMatchObject({ error: { code: 'invalidInput' } });
  expect(unknown.body).toMatchObject({ error: { code: 'rotaNotFound' } });
});

test('somebody gives away a turn of their own, not one of somebody else’s, and takes that back', async () => {
  const rota = await made(aHat([ada, ben]));
  const away = { ...monday, instead: ada.person.id, people: [eva.person.id], note: 'Dentist' };

  const own = await ada.ask('POST', `/rotas/${rota.id}/overrides`, away);
  const theirs = await ben.ask('POST', `/rotas/${rota.id}/overrides`, away);
  const none = await ada.ask('POST', `/rotas/${rota.id}/overrides`, { ...away, ...tuesday });
  const before = await turns(rota);
  const override = (own.body as RotaReply).rota.overrides[0]?.id ?? '';
  const byOther = await ben.ask('DELETE', `/rotas/${rota.id}/overrides/${override}`);
  await ada.ask('DELETE', `/rotas/${rota.id}/overrides/${override}`);

  expect(theirs.body).toMatchObject({ error: { code: 'notAllowed' } });
  expect(none.body).toMatchObject({ error: { code: 'noTurnThen' } });
  expect(before[0]).toEqual(['2026-11-02', eva.person.id]);
  expect(byOther.body).toMatchObject({ error: { code: 'notAllowed' } });
  expect((await turns(rota))[0]).toEqual(['2026-11-02', ada.person.id]);
});

test('two people swap a turn each, and taking one half back takes back both', async () => {
  const rota = await made(aHat([ada, ben]));
  const swap = { mine: { ...monday, person: ada.person.id }, theirs: { ...tuesday, person: ben.person.id } };

  const byOther = await ben.ask('POST', `/rotas/${rota.id}/swaps`, swap);
  const wrong = await ada.ask('POST', `/rotas/${rota.id}/swaps`, {
    ...swap,
    theirs: { ...monday, person: ben.person.id },
  });
  const done = await ada.ask('POST', `/rotas/${rota.id}/swaps`, swap);
  const swapped = await turns(rota);
  const half = (done.body as RotaReply).rota.overrides[1]?.id ?? '';
  await ada.ask('DELETE', `/rotas/${rota.id}/overrides/${half}`);

  expect(byOther.body).toMatchObject({ error: { code: 'notAllowed' } });
  expect(wrong.body).toMatchObject({ error: { code: 'noTurnThen' } });
  expect(swapped.map(([, person]) => person)).toEqual([ben.person.id, ada.person.id, ada.person.id]);
  expect((await turns(rota)).map(([, person]) => person)).toEqual([ada.person.id, ben.person.id, ada.person.id]);
});

test('plays ship with settings; a rota that is removed leaves the play it was for without one', async () => {
  const rota = await made(aHat([ada]));

  const shipped = (await eva.ask('GET', '/plays')).body as PlaysReply;
  const severe = { kind: 'severity1', isOn: true, minutes: 90, rota: rota.id, about: 'All hands' };
  const set = (await manager.ask('POST', '/plays', severe)).body as PlaysReply;
  await manager.ask('DELETE', `/rotas/${rota.id}`);
  const after = (await eva.ask('GET', '/plays')).body as PlaysReply;

  expect(shipped.plays.map(({ kind, minutes }) => [kind, minutes])).toEqual([
    ['dropIn', 30],
    ['dispatch', 45],
    ['backlog', 60],
    ['severity1', 60],
  ]);
  expect(set.plays[3]).toEqual(severe);
  expect(after.plays[3]).toEqual({ ...severe, rota: null });
});

test('a severity 1 lets whoever is on call into the ticket, with its brief, and says who speaks', async () => {
  const always = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00' }];
  const serves = { kind: 'line', line: 'L3' } as const;
  await made(
    aHat([eva], { name: 'On call', kind: 'onCall', serves, shifts: always, turns: 'weekly', startsOn: '2025-01-06' }),
  );
  const board = await manager.createBoard('Desk');
  const ticketId = `${board}-1`;
  const run = (id: string, command: Command) => ada.ask('POST', '/commands', { board, id, command });
  await run('open-it-now', { type: 'openTicket', title: 'All calls fail', customer: 'Acme' });
  await run('mine-it-now', { type: 'assignOwner', ticketId, owner: ben.person.id });
  const before = await eva.ask('GET', `/tickets/${ticketId}`);

  const started = await run('play-it-now', { type: 'startPlay', ticketId, play: 'severity1' });
  const nobody = await run('lead-it-now', { type: 'changePlay', ticketId, lead: 'nobody' });
  const seen = await eva.ask('GET', `/tickets/${ticketId}`);

  expect(before.status).toBe(404);
  expect(started.status).toBe(200);
  expect(nobody.body).toMatchObject({ error: { code: 'personNotFound' } });
  expect(seen.status).toBe(200);
  const { tickets } = await ada.snapshot(board);
  expect(tickets[0]?.play).toMatchObject({ kind: 'severity1', lead: ada.person.id, communicator: ben.person.id });
  expect(tickets[0]?.tags).toMatchObject([{ asked: [eva.person.id], waived: 'severity1', state: 'raised' }]);
});
