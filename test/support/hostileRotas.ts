import type { RotaReply, RotaTurnsReply } from '../../shared/protocol/rotas.ts';
import { hostileLines, hostileTexts } from './hostileText.ts';
import type { HostileWorld } from './hostileWorld.ts';
import { TestPerson } from './person.ts';

const names = hostileLines(80);
const terms = hostileLines(60);
const notes = hostileLines(200);

/** Rotas, what changes them and plays, in which everything is hostile; looks at all their pages. */
export async function writeHostileRotas(world: HostileWorld): Promise<void> {
  const members = [world.ada.person.id, (await TestPerson.signIn(world.server.url, 'Rosa', 'agent')).person.id];
  for (const [at, name] of names.slice(0, 40).entries()) await rotaCalled(world, { name, at, members });
  const { rota } = await rotaCalled(world, { name: names[40] ?? '', at: 40, members });
  const from = new Date();
  const query = new URLSearchParams({ from: from.toISOString(), to: later(from, 60).toISOString() });
  const { turns } = (await world.ada.ask('GET', `/rotas/${rota.id}/turns?${query}`)).body as RotaTurnsReply;
  for (const [at, note] of notes.slice(0, 20).entries()) {
    const turn = turns[at + 4];
    const change = { from: turn?.from, to: turn?.to, instead: null, people: members, note };
    await world.ask('rotaOverrideSchema', `POST /rotas/${rota.id}/overrides`, change);
  }
  const [mine, theirs] = turns.map(({ people, ...times }) => ({ from: times.from, to: times.to, person: people[0] }));
  await world.ask('rotaSwapSchema', `POST /rotas/${rota.id}/swaps`, { mine, theirs, note: notes[30] });
  const play = { kind: 'dropIn', isOn: true, minutes: 30, rota: rota.id, about: hostileTexts.join('\n').slice(0, 300) };
  await world.ask('playSchema', 'POST /plays', { ...play, about: play.about.trim() });

  await world.look('/settings/rotas');
  await world.look(`/settings/rotas/${rota.id}`);
  await world.look('/settings/plays');
}

async function rotaCalled(
  world: HostileWorld,
  { name, at, members }: { name: string; at: number; members: readonly string[] },
): Promise<RotaReply> {
  return (await world.ask('rotaSchema', 'POST /rotas', {
    ...{ name, kind: 'specialist', serves: { kind: 'domain', domain: terms[at] ?? '' }, timeZone: 'UTC' },
    ...{ shifts: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }], members },
    ...{ turns: 'daily', startsOn: '2026-01-05' },
  })) as RotaReply;
}

function later(at: Date, days: number): Date {
  return new Date(at.getTime() + days * 24 * 3_600_000);
}
