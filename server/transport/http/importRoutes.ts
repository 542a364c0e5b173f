import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { Refusal } from '../../../shared/domain/refusals.ts';
import { type ImportLine, type MappingsReply, importSchema } from '../../../shared/protocol/http.ts';
import { boardIdFor } from '../../commands/createBoard.ts';
import { importTickets } from '../../commands/importTickets.ts';
import type { HistoryFiles } from '../../ports/histories.ts';
import { toRefusal } from '../answer.ts';
import type { Inside } from '../doors.ts';
import { type Route, route } from './route.ts';

const largestUploadBytes = 1024 * 1024 * 1024;
const progressEveryMs = 200;

/** Importing from the browser: the file is the body, the answer is a line of JSON for each step. */
export function importRoutes({ files, uploadDir }: { files: HistoryFiles; uploadDir: string }): Route[] {
  return [
    route({
      method: 'get',
      path: '/mappings',
      summary: 'The mappings that ship: which exports can be read as they are',
      access: 'importTickets',
      reply: 'MappingsReply',
      handle: async (): Promise<MappingsReply> => ({ mappings: await files.mappings() }),
    }),
    route({
      method: 'post',
      path: '/imports',
      summary: 'Import a history: the file is the body; answers in lines of JSON: progress …, then done or refused',
      access: 'importTickets',
      query: importSchema,
      body: 'stream',
      reply: 'ImportLine, one per line',
      handle: async (inside, { query, person, entrance, request, response }) => {
        const path = join(uploadDir, inside.newId());
        await mkdir(uploadDir, { recursive: true });
        const tell = lines(response);
        try {
          await receive(request, path);
          const file = await files.open({ format: query.format, path, mapping: query.mapping });
          let toldAt = 0;
          const report = await importTickets({ log: inside.store.log, clock: inside.clock }, person(), {
            board: boardIdFor(query.board),
            title: query.board,
            system: file.system,
            columns: file.columns,
            items: file.items(),
            dryRun: query.dryRun === '1',
            entrance,
            onProgress: ({ tickets, events }) => {
              if (response.closed)
                throw new Refusal('importRefused', { reason: 'The page that asked for it is gone.' });
              if (Date.now() - toldAt < progressEveryMs) return;
              toldAt = Date.now();
              tell({ type: 'progress', bytes: file.readBytes(), totalBytes: file.totalBytes, tickets, events });
            },
          });
          tell({ type: 'done', board: boardIdFor(query.board), mapping: file.mapping, report });
          await seeNow(inside, boardIdFor(query.board));
        } catch (reason) {
          tell({ type: 'refused', error: toRefusal(reason, inside.report).toBody() });
        } finally {
          await rm(path, { force: true });
          response.end();
        }
        return undefined;
      },
    }),
  ];
}

function lines(response: Response): (line: ImportLine) => void {
  response.setHeader('content-type', 'application/x-ndjson');
  return (line) => {
    response.write(`${JSON.stringify(line)}\n`);
    // Compression would otherwise hold the line back.
    response.flush();
  };
}

async function receive(request: Request, path: string): Promise<void> {
  let bytes = 0;
  const limited = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > largestUploadBytes) done(new Refusal('fileTooLarge', { largestBytes: largestUploadBytes }));
      else done(null, chunk);
    },
  });
  await pipeline(request, limited, createWriteStream(path));
}

/** Whoever has the board open sees the tickets at once rather than at the next look. */
async function seeNow({ boards }: Inside, boardId: string): Promise<void> {
  await boards.catchUp();
  const live = await boards.open(boardId).catch(() => undefined);
  await live?.projected();
}
