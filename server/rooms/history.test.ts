import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { partsOf, textOf, writeText } from '../../shared/document/investigation.ts';
import { ada, bo } from '../../test/support/builders.ts';
import { type FrameClient } from '../../test/support/documentRoom.ts';
import { aClientOf, aServer } from '../../test/support/documentServer.ts';

type Server = ReturnType<typeof aServer>;

const minute = 60_000;

function notesOf({ doc }: Pick<FrameClient, 'doc'>): string {
  return textOf(partsOf(doc).notes);
}

function deleteNotes({ doc }: FrameClient): void {
  const { notes } = partsOf(doc);
  notes.delete(0, notes.length);
}

async function listed(server: Server) {
  const listing = server.rooms.versionsOf('acme-1');
  await server.run();
  return listing;
}

async function restored(server: Server, version: string, by = ada.id): Promise<string> {
  const restoring = server.rooms.restore('acme-1', { version, by });
  await server.run();
  return restoring;
}

describe('earlier versions', () => {
  test('[D32] what somebody deletes all of is kept before, and comes back for everybody, durably', async () => {
    const server = aServer();
    const [victim, hostile] = [await aClientOf(server), await aClientOf(server, { person: bo })];
    writeText(partsOf(victim.doc).notes, `What we know\n${'All of it. '.repeat(60)}`);
    await server.run();
    const before = notesOf(victim);

    deleteNotes(hostile);
    await server.run();
    expect(notesOf(victim)).toBe('');
    const versions = await listed(server);
    expect(versions).toMatchObject([{ why: 'deletion', by: bo.id }]);
    await restored(server, versions[0]?.id ?? '');

    expect([notesOf(victim), notesOf(hostile)]).toEqual([before, before]);
    expect(notesOf(await aClientOf(aServer(server.store)))).toBe(before);
  });

  test('[D32] a deletion that names only what the rest hangs on is as large as the rest', async () => {
    const server = aServer();
    const [victim, hostile] = [await aClientOf(server), await aClientOf(server, { person: bo })];
    writeText(partsOf(victim.doc).notes, 'x'.repeat(2_000));
    await server.run();
    const [paragraph] = partsOf(hostile.doc).notes.toArray();
    const { client, clock } = (paragraph as Y.XmlElement)._item!.id;

    hostile.update(Uint8Array.of(0, 1, ...varUint(client), 1, ...varUint(clock), 1));
    await server.run();

    expect(notesOf(victim)).toBe('');
    expect(await listed(server)).toMatchObject([{ why: 'deletion', by: bo.id }]);
  });

  test('[D32] of a series of deletions what was there before the first is kept, and the series pushes nothing out', async () => {
    const server = aServer();
    const client = await aClientOf(server);
    writeText(partsOf(client.doc).notes, 'What is worth keeping. '.repeat(40));
    await server.run();
    const before = notesOf(client);

    for (let round = 0; round < 20; round += 1) {
      deleteNotes(client);
      writeText(partsOf(client.doc).notes, 'noise '.repeat(200));
      await server.run();
    }

    const versions = await listed(server);
    expect(versions).toHaveLength(1);
    await restored(server, versions[0]?.id ?? '');
    expect(notesOf(client)).toBe(before);
  });

  test('[D32] small deletions that come to a lot count together', async () => {
    const server = aServer();
    const client = await aClientOf(server);
    client.type('y'.repeat(3_000));
    await server.run();

    for (let round = 0; round < 60; round += 1) client.doc.getText('t').delete(5, 10);
    await server.run();

    expect(await listed(server)).toMatchObject([{ why: 'deletion', by: ada.id }]);
  });

  test('[D32] typing, correcting and coming back with all deletions ever keep nothing', async () => {
    const server = aServer();
    const client = await aClientOf(server);
    client.type('z'.repeat(400));
    client.doc.getText('t').delete(5, 120);
    await server.run();
    const back = await aClientOf(server);

    back.doc.getText('t').insert(0, 'more ');
    for (let round = 0; round < 5; round += 1) back.update(Y.encodeStateAsUpdate(back.doc));
    await server.run();

    expect(await listed(server)).toEqual([]);
  });

  test('[D32] ten minutes after the last version the first change keeps what was there before it', async () => {
    const server = aServer();
    const client = await aClientOf(server);
    client.type('first');
    await server.run();
    server.schedule.pass(9 * minute);
    client.type(' second');
    await server.run();
    expect(await listed(server)).toEqual([]);

    server.schedule.pass(minute);
    client.type(' third');
    client.type(' fourth');
    await server.run();

    const versions = await listed(server);
    expect(versions).toMatchObject([{ why: 'interval', by: ada.id, at: '2026-03-02T12:10:00.000Z' }]);
    const reading = server.rooms.readVersion('acme-1', versions[0]?.id ?? '');
    await server.run();
    expect((await reading).doc.getText('t').toJSON()).toBe('seed first second');
  });

  test('[D32] a restore is kept before too, so that it can be taken back', async () => {
    const server = aServer();
    const client = await aClientOf(server);
    writeText(partsOf(client.doc).notes, 'as it was '.repeat(80));
    await server.run();
    deleteNotes(client);
    writeText(partsOf(client.doc).notes, 'what came after');
    await server.run();
    const [version] = await listed(server);

    const kept = await restored(server, version?.id ?? '', bo.id);
    expect(notesOf(client)).toContain('as it was');
    expect((await listed(server))[0]).toMatchObject({ id: kept, why: 'restore', by: bo.id });
    await restored(server, kept);

    expect(notesOf(client)).toBe('what came after');
  });

  test('[D32] a version that is not there, or is of another document, is refused and changes nothing', async () => {
    const server = aServer();
    const client = await aClientOf(server);
    const refused = expect(server.rooms.restore('acme-1', { version: 'none', by: ada.id })).rejects.toThrow('version');

    await server.run();

    await refused;
    expect([client.text, await listed(server)]).toEqual(['seed ', []]);
  });
});

function varUint(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push(128 + (rest % 128));
  }
}
