import { expect } from 'vitest';
import type { Command } from '../../shared/domain/commands.ts';
import type { TagTarget } from '../../shared/domain/tag.ts';
import type { TicketReply } from '../../shared/protocol/http.ts';
import { hostileLines, hostileTexts } from './hostileText.ts';
import type { HostileWorld } from './hostileWorld.ts';
import { TestPerson } from './person.ts';

const domains = hostileLines(60);
const everything = hostileTexts.join('\n').slice(0, 5_000);

/** Tags to domains of any name, answered, declined and returned with words of any kind, looked at by who asked and who is asked. */
export async function writeHostileTags(world: HostileWorld): Promise<void> {
  const ticketId = `${world.board}-3`;
  const path = `/tickets/${ticketId}`;
  const tagged = async (target: TagTarget): Promise<string> => {
    await world.run({ type: 'raiseTag', ticketId, target, ask: domains[3] ?? '', blocked: true });
    const { body } = await world.ada.ask('GET', path);
    return (body as TicketReply).tags.at(-1)?.tag.id ?? '';
  };
  for (const domain of domains.slice(0, 8)) await tagged({ kind: 'domain', domain });

  for (const payload of hostileTexts.slice(0, 6)) {
    const fin = await TestPerson.signIn(world.server.url, 'Fin', 'engineer');
    const target: TagTarget = { kind: 'person', person: fin.person.id };
    await as(fin, world, [
      { type: 'declineTag', ticketId, tagId: await tagged(target), reason: 'busy', note: payload },
    ]);
    const tagId = await tagged(target);
    await as(fin, world, [
      { type: 'acceptTag', ticketId, tagId },
      { type: 'answerTag', ticketId, tagId, answer: payload },
      { type: 'returnTag', ticketId, tagId, coaching: everything },
    ]);
  }
  const firstDomain = domains[0] ?? '';
  await world.look(path, firstDomain);
  await world.page.getByText('Earlier tags').click();
  await world.see((hostileTexts[1] ?? '').slice(0, 12), `${path} with its earlier tags`);
  await tagged({ kind: 'person', person: world.ada.person.id });
  await world.look(path, firstDomain);
}

async function as(person: TestPerson, world: HostileWorld, commands: readonly Command[]): Promise<void> {
  const socket = await person.connect();
  for (const command of commands) {
    expect(await socket.run(world.board, command)).not.toHaveProperty('error');
    world.ledger.enter(command.type, command);
  }
  socket.close();
}
