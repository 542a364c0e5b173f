import type { AccessEvent } from '../../../shared/domain/events.ts';
import {
  type AuditReply,
  type AuditRow,
  type Checkpoint,
  type VerifyReply,
  auditExportSchema,
  auditSchema,
  checkpointSchema,
} from '../../../shared/protocol/audit.ts';
import { makeCheckpoint, verifyCheckpoint } from '../../queries/auditCheckpoint.ts';
import { type AuditPorts, type AuditSearch, allAuditRows, searchAudit } from '../../queries/auditSearch.ts';
import type { Inside } from '../doors.ts';
import { sendCsv, sendTexts } from './csvFile.ts';
import { type Call, route } from './route.ts';

/** Who did what, when and from where; and checkpoints that make tampering visible. */
export const auditRoutes = [
  route({
    method: 'get',
    path: '/audit',
    summary: 'Search all logs, latest first; with words, a page may be short and still have a next',
    access: 'readAudit',
    query: auditSchema,
    reply: 'AuditReply',
    handle: (inside, { query }): Promise<AuditReply> => {
      const { limit, before, ...search } = query;
      return searchAudit(portsOf(inside), { ...given(search), limit, before });
    },
  }),
  route({
    method: 'get',
    path: '/audit.csv',
    summary: 'The same search, all of it, as a CSV file',
    access: 'readAudit',
    query: auditExportSchema,
    reply: 'CSV',
    handle: async (inside, call) => {
      await note(inside, call, { what: 'audit', about: 'csv' });
      await sendCsv(call.response, { name: fileName(inside, 'csv'), rows: csvRows(inside, given(call.query)) });
      return undefined;
    },
  }),
  route({
    method: 'get',
    path: '/audit.jsonl',
    summary: 'The same search, all of it, a line of JSON for each row',
    access: 'readAudit',
    query: auditExportSchema,
    reply: 'AuditRow, one per line',
    handle: async (inside, call) => {
      await note(inside, call, { what: 'audit', about: 'jsonl' });
      call.response.setHeader('content-type', 'application/x-ndjson');
      call.response.setHeader('content-disposition', `attachment; filename="${fileName(inside, 'jsonl')}"`);
      await sendTexts(call.response, jsonLines(inside, given(call.query)));
      return undefined;
    },
  }),
  route({
    method: 'post',
    path: '/audit/checkpoint',
    summary: 'The digest of every log as it is now; keep it where nobody who runs this server can change it',
    access: 'readAudit',
    reply: 'Checkpoint',
    handle: async (inside, call): Promise<Checkpoint> => {
      await note(inside, call, { what: 'checkpoint' });
      return makeCheckpoint({ log: inside.store.log, clock: inside.clock });
    },
  }),
  route({
    method: 'post',
    path: '/audit/verify',
    summary: 'Whether every log still begins as it did when a checkpoint was made',
    access: 'readAudit',
    body: checkpointSchema,
    reply: 'VerifyReply',
    handle: (inside, { body }): Promise<VerifyReply> => verifyCheckpoint(inside.store.log, body),
  }),
];

function portsOf({ store, people, boards }: Inside): AuditPorts {
  return { log: store.log, people, boards };
}

/** Times are compared as text, so they are written as the logs write them. */
function given({ from, to, ...search }: { [K in keyof AuditSearch]?: AuditSearch[K] | undefined }): AuditSearch {
  const instants = { from: from && new Date(from).toISOString(), to: to && new Date(to).toISOString() };
  const entries = Object.entries({ ...search, ...instants }).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(entries);
}

async function note(
  { accessEvents, newId }: Inside,
  { actor }: Pick<Call, 'actor'>,
  exported: Omit<Extract<AccessEvent, { type: 'exported' }>, 'type'>,
): Promise<void> {
  const { person, entrance } = actor();
  const event = { type: 'exported' as const, ...exported };
  await accessEvents.write({ commandId: newId(), person: person.id, entrance, decide: () => [event] });
}

function fileName({ clock }: Inside, ending: string): string {
  return `audit-${clock.now().toISOString().slice(0, 10)}.${ending}`;
}

const columns = ['at', 'by', 'person', 'log', 'id', 'summary', 'tickets', 'door', 'address', 'erased'];

async function* csvRows(inside: Inside, search: AuditSearch): AsyncGenerator<string[]> {
  yield columns;
  for await (const { row, by } of allAuditRows(portsOf(inside), search)) yield cellsOf(row, by);
}

function cellsOf({ at, person, board, id, summary, tickets, entrance, erased }: AuditRow, by: string): string[] {
  const from = [entrance?.door ?? '', entrance?.address ?? ''];
  return [at, by, person, board, id, summary, tickets.join(' '), ...from, erased ? 'yes' : ''];
}

async function* jsonLines(inside: Inside, search: AuditSearch): AsyncGenerator<string> {
  for await (const { row } of allAuditRows(portsOf(inside), search)) yield `${JSON.stringify(row)}\n`;
}
