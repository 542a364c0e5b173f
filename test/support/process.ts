import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const startWithinMs = 60_000;
const stopWithinMs = 10_000;
const keptOutput = 20_000;

export interface ProcessPlan {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Resolves to false while the process is not ready yet. */
  readonly isReady: (output: string) => boolean | Promise<boolean>;
}

export interface RunningProcess {
  readonly pid: number;
  /** The latest of what it wrote, stdout and stderr together. */
  output(): string;
  /** Nothing is flushed and nobody says goodbye: how a crash looks. */
  kill9(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a program and waits until it is ready. It does not outlive the run: see setup/temporaryFolder.ts. */
export async function startProcess({ command, args, env, isReady }: ProcessPlan): Promise<RunningProcess> {
  const child = spawn(command, args, { env: env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (text: string) => {
    output = (output + text).slice(-keptOutput);
  };
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  await once(child, 'spawn');
  noteAsRunning(child);

  const end = async (signal: NodeJS.Signals) => {
    if (hasEnded(child)) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    const forced = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
    await ended;
    clearTimeout(forced);
  };
  const deadline = Date.now() + startWithinMs;
  while (!(await isReady(output))) {
    if (hasEnded(child)) throw new Error(`${command} ended before it was ready:\n${output}`);
    if (Date.now() > deadline) {
      await end('SIGKILL');
      throw new Error(`${command} was not ready within ${String(startWithinMs)} ms:\n${output}`);
    }
    await sleep(20);
  }
  return {
    pid: child.pid ?? 0,
    output: () => output,
    kill9: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

function noteAsRunning(child: ChildProcess): void {
  const folder = process.env['SWARMBOARD_TEST_FOLDER'];
  if (!folder || child.pid === undefined) return;
  const note = join(folder, 'running', String(child.pid));
  writeFileSync(note, '');
  child.once('exit', () => {
    rmSync(note, { force: true });
  });
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Whether every thread of a process that was sent SIGSTOP stands still by now: the signal takes a moment to arrive. */
export function isStopped(pid: number): boolean {
  const tasks = `/proc/${String(pid)}/task`;
  // Where there is no /proc there is no way to tell.
  if (!existsSync(tasks)) return true;
  return readdirSync(tasks).every((task) => /\) [Tt] /.test(readFileSync(`${tasks}/${task}/stat`, 'utf8')));
}
