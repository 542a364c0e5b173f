import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { Refusal } from '../../../shared/domain/refusals.ts';
import { type Checkpoint, type VerifyReply, checkpointSchema } from '../../../shared/protocol/audit.ts';
import { systemClock } from '../../ports/clock.ts';
import { makeCheckpoint, verifyCheckpoint } from '../../queries/auditCheckpoint.ts';
import { parse } from '../parse.ts';
import { type CommandLine, withStore } from './commandLine.ts';

interface CheckpointOptions {
  readonly verify?: string;
  readonly json?: true;
}

/** `checkpoint`: print one, or hold the logs against one that was kept elsewhere. */
export function checkpointCommand(program: Command, line: CommandLine): void {
  program
    .command('checkpoint')
    .description('print the digest of every log, to be kept elsewhere; or tell whether the logs still fit one')
    .option('--verify <file>', 'a checkpoint that was made before')
    .option('--json', 'print one JSON object; a checkpoint always is one')
    .action(async ({ verify, json }: CheckpointOptions) => {
      if (verify === undefined) {
        const made = await withStore(line, ({ log }) => makeCheckpoint({ log, clock: systemClock }));
        line.stdout(JSON.stringify(made));
        return;
      }
      const checkpoint = await readCheckpoint(verify);
      const verdict = await withStore(line, ({ log }) => verifyCheckpoint(log, checkpoint));
      if (json) line.stdout(JSON.stringify(verdict));
      for (const log of json ? [] : verdict.logs) line.stdout(sentenceFor(log));
      if (!verdict.ok) {
        const reason = `Since ${verdict.at} something was changed that must never change.`;
        throw new Refusal('checkpointNotMet', { reason });
      }
    });
}

async function readCheckpoint(file: string): Promise<Checkpoint> {
  const text = await readFile(file, 'utf8').catch((reason: unknown) => {
    throw new Refusal('invalidInput', { reason: `${file} cannot be read: ${String(reason)}` });
  });
  try {
    return parse(checkpointSchema, JSON.parse(text));
  } catch {
    throw new Refusal('invalidInput', { reason: `${file} is not a checkpoint.` });
  }
}

function sentenceFor({ log, ok, entries, erased, problem }: VerifyReply['logs'][number]): string {
  const note = erased > 0 ? `, ${String(erased)} of them erased since on a customer’s request` : '';
  return ok ? `ok      ${log}: ${String(entries)} entries as they were${note}` : `CHANGED ${log}: ${problem ?? ''}`;
}
