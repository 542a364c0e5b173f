import type { TimelineReply } from '../../../shared/protocol/http.ts';
import { peopleFor } from '../../queries/peopleFor.ts';
import { findTicket } from '../../queries/readTicket.ts';
import { readTimeline } from '../../queries/readTimeline.ts';
import { type TimelineExport, timelineExport } from '../../queries/timelineExport.ts';
import { timelineMarkdown, timelineRows } from '../../queries/timelineFiles.ts';
import type { Inside } from '../doors.ts';
import { sendCsv, sendTexts } from './csvFile.ts';
import { type Call, type Route, param, route } from './route.ts';

/** What happened to a ticket: to look at, and to take away. */
export const timelineRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/tickets/:ticket/timeline',
    summary: 'Everything that happened to a ticket and in its investigation, in order',
    access: 'ticket',
    reply: 'TimelineReply',
    handle: (inside, call): Promise<TimelineReply> => readTimeline(portsOf(inside), param(call, 'ticket')),
  }),
  route({
    method: 'get',
    path: '/tickets/:ticket/timeline.md',
    summary: 'The same to be read, as Markdown with names',
    access: 'ticket',
    reply: 'Markdown',
    handle: async (inside, call) => {
      const told = await exported(inside, call);
      head(call, { type: 'text/markdown; charset=utf-8', ending: 'md' });
      await sendTexts(call.response, timelineMarkdown(told));
      return undefined;
    },
  }),
  route({
    method: 'get',
    path: '/tickets/:ticket/timeline.csv',
    summary: 'The same as a CSV file, a line for each moment',
    access: 'ticket',
    reply: 'CSV',
    handle: async (inside, call) => {
      const told = await exported(inside, call);
      await sendCsv(call.response, { name: nameOf(call, 'csv'), rows: timelineRows(told) });
      return undefined;
    },
  }),
  route({
    method: 'get',
    path: '/tickets/:ticket/timeline.json',
    summary: 'The same as a JSON file',
    access: 'ticket',
    reply: 'TimelineExport',
    handle: async (inside, call) => {
      const told = await exported(inside, call);
      head(call, { type: 'application/json', ending: 'json' });
      call.response.end(`${JSON.stringify(told, null, 2)}\n`);
      return undefined;
    },
  }),
];

function portsOf({ boards, store, readDocument }: Inside) {
  return { boards, log: store.log, readDocument };
}

/** What leaves the house is noted. Whoever may see this ticket only learns no other names than its page shows. */
async function exported(inside: Inside, call: Call): Promise<TimelineExport> {
  const ticketId = param(call, 'ticket');
  const { board, ticket } = await findTicket(inside, ticketId);
  const { events } = await readTimeline(portsOf(inside), ticketId);
  const { person, entrance } = call.actor();
  const people = await peopleFor({ ...inside, log: inside.store.log }, person);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const event = { type: 'exported' as const, what: 'timeline' as const, about: ticketId };
  await inside.accessEvents.write({ commandId: inside.newId(), person: person.id, entrance, decide: () => [event] });
  return timelineExport(events, {
    ...{ ticket, board: board.state, exportedBy: person.id },
    exportedAt: inside.clock.now().toISOString(),
    nameOf: (id) => names.get(id),
  });
}

function nameOf(call: Call, ending: string): string {
  return `${param(call, 'ticket')}-timeline.${ending}`;
}

function head(call: Call, { type, ending }: { type: string; ending: string }): void {
  call.response.setHeader('content-type', type);
  call.response.setHeader('content-disposition', `attachment; filename="${nameOf(call, ending)}"`);
}
