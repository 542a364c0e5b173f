import { getSchema } from '@tiptap/core';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import StarterKit from '@tiptap/starter-kit';
import { yXmlFragmentToProseMirrorRootNode } from '@tiptap/y-tiptap';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { type People, openPeople } from '../../server/boards/people.ts';
import { createSample } from '../../server/commands/createSample.ts';
import type { Log } from '../../server/ports/log.ts';
import type { Store } from '../../server/ports/store.ts';
import { openEmbeddedStore } from '../../server/storage/embedded/embeddedStore.ts';
import { openMongoStore } from '../../server/storage/mongo/mongoStore.ts';
import { readHypotheses } from '../../shared/document/hypothesis.ts';
import { partsOf } from '../../shared/document/investigation.ts';
import { emptyBoard, ticketsInColumn } from '../../shared/domain/board.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import { reduceAll } from '../../shared/domain/reduce.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import { ada, bo } from '../support/builders.ts';
import { describeWithMongo, freshDatabase } from '../support/mongo.ts';
import { temporaryFolder } from '../support/temporary.ts';

const clock = { now: () => new Date('2026-03-02T12:00:00.000Z') };
const board = { id: 'relay', title: 'Relay support' };
let store: Store;
let people: People;
let ids = 0;

beforeEach(async () => {
  store = await openEmbeddedStore({ dataDir: temporaryFolder('data') });
  people = await openPeople({ log: store.log, clock });
});

afterEach(() => store.close());

function create(person = ada, log: Log = store.log): Promise<void> {
  return createSample({ log, documents: store.documents, people, clock, newId }, person, board);
}

function newId(): string {
  ids += 1;
  return `id-${String(ids)}`;
}

async function read() {
  const entries = (await store.log.read('relay', { after: 0, limit: 100 })) as Entry[];
  return { entries, board: reduceAll(emptyBoard('relay'), entries) };
}

async function documentOf(ticketId: string): Promise<Y.Doc> {
  const doc = new Y.Doc();
  const stored = await store.documents.load(ticketId);
  for (const update of stored?.updates ?? []) Y.applyUpdate(doc, update);
  return doc;
}

test('a sample is one entry: the board is there with everything', async () => {
  await create();

  const { entries, board: made } = await read();
  expect(entries).toHaveLength(1);
  expect(made.tickets.size).toBe(42);
  expect(ticketsInColumn(made, 'triage')).toHaveLength(9);
});

test('creating it twice is refused, and neither board nor people nor documents double', async () => {
  await create();
  const before = { head: await store.log.head('relay'), people: people.state.people.size };
  const document = await store.documents.load('relay-1');

  await expect(create(bo)).rejects.toMatchObject({ code: 'boardExists' });

  expect({ head: await store.log.head('relay'), people: people.state.people.size }).toEqual(before);
  expect(await store.documents.load('relay-1')).toEqual(document);
});

test('two people at once make one board', async () => {
  const results = await Promise.allSettled([create(ada), create(bo)]);

  const { entries } = await read();
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(entries).toHaveLength(1);
  expect(people.state.people.size).toBe(6);
});

test('a second sample board shares the colleagues with the first', async () => {
  await create();
  const ports = { log: store.log, documents: store.documents, people, clock, newId };

  await createSample(ports, ada, { id: 'relay-two', title: 'Another' });

  const everybody = [...people.state.people.values()];
  expect(everybody).toHaveLength(6);
  expect(everybody.every(({ simulated }) => simulated)).toBe(true);
  expect(await store.log.boards()).toEqual(expect.arrayContaining(['relay', 'relay-two']));
});

test('when the store fails at the end there is no board, and trying again makes a whole one', async () => {
  const full: Log = new Proxy(store.log, {
    get: (log, name: keyof Log) =>
      name === 'append' ? () => Promise.reject(new Refusal('storeFull')) : log[name].bind(log),
  });
  await expect(create(ada, full)).rejects.toMatchObject({ code: 'storeFull' });
  expect(await store.log.head('relay')).toBe(0);

  await create();

  const { board: made } = await read();
  expect(made.tickets.size).toBe(42);
  expect(readHypotheses(await documentOf('relay-1')).map(({ status }) => status)).toEqual(['refuted', 'supported']);
});

test('somebody who may not create boards gets no sample either', async () => {
  await expect(create({ ...ada, preset: 'engineer' })).rejects.toMatchObject({ code: 'notAllowed' });

  expect(await store.log.boards()).toEqual([]);
});

test('the notes are valid in the schema of the editor', async () => {
  const schema = getSchema([StarterKit.configure({ undoRedo: false }), Table, TableRow, TableHeader, TableCell]);
  await create();
  const { board: made } = await read();

  for (const ticketId of made.tickets.keys()) {
    const { notes, draft } = partsOf(await documentOf(ticketId));
    const before = notes.toJSON();
    if (notes.length === 0) continue;

    yXmlFragmentToProseMirrorRootNode(notes, schema).check();

    // A node the schema refuses is deleted from the document by the editor.
    expect(notes.toJSON(), ticketId).toBe(before);
    if (draft.length > 0) yXmlFragmentToProseMirrorRootNode(draft, schema).check();
  }
});

describeWithMongo('on MongoDB', () => {
  test('a sample is the same board with the same investigations', async () => {
    await create();
    const embedded = { ...(await read()), hypotheses: readHypotheses(await documentOf('relay-1')) };
    const database = freshDatabase('sample');
    await store.close();
    store = await openMongoStore({ url: database.url });
    people = await openPeople({ log: store.log, clock });

    await create();

    expect((await read()).board).toEqual(embedded.board);
    const texts = readHypotheses(await documentOf('relay-1')).map(({ text }) => text);
    expect(texts).toEqual(embedded.hypotheses.map(({ text }) => text));
    await database.drop();
  });
});
