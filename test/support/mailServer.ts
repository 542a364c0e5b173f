import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RunningProcess, startProcess } from './process.ts';
import { temporaryFolder } from './temporary.ts';

/** A mail as it arrived. */
export interface ReceivedMail {
  readonly to: readonly string[];
  /** Who signed in to send it. */
  readonly user: string;
  /** In lower case, unfolded, with words that were encoded put back. */
  readonly headers: Readonly<Record<string, string>>;
  /** All parts, decoded. */
  readonly body: string;
}

export interface MailServer {
  /** What the server is started with to use it. */
  readonly settings: Readonly<Record<string, string>>;
  received: () => readonly ReceivedMail[];
  /** Serves nobody from now on, or does again. */
  setDown: (isDown: boolean) => void;
  stop: () => Promise<void>;
}

const user = 'swarm';
const password = 'p@ss word';

/** A real SMTP server in a process of its own. */
export async function startMailServer(): Promise<MailServer> {
  const file = join(temporaryFolder('mail'), 'received.jsonl');
  const running = await run(file);
  const port = /mail server at (\d+)/.exec(running.output())?.[1] ?? '';
  const received = () => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean).map(parse) : []);
  return {
    settings: {
      SMTP_URL: `smtp://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}`,
      MAIL_FROM: 'Swarmboard <swarm@board.example>',
    },
    received,
    setDown: (isDown) => {
      if (isDown) writeFileSync(`${file}.down`, '');
      else rmSync(`${file}.down`, { force: true });
    },
    stop: () => running.stop(),
  };
}

function run(file: string): Promise<RunningProcess> {
  return startProcess({
    command: process.execPath,
    args: ['--import', 'tsx', 'test/support/mailServerProgram.ts'],
    env: {
      PATH: process.env['PATH'],
      MAIL_FILE: file,
      MAIL_USER: user,
      MAIL_PASSWORD: password,
    },
    isReady: (output) => output.includes('mail server at '),
  });
}

function parse(line: string): ReceivedMail {
  const { to, user: by, source } = JSON.parse(line) as { to: string[]; user: string; source: string };
  const [head = '', ...rest] = source.split('\r\n\r\n');
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = Object.fromEntries(
    lines.map((one) => [
      one.slice(0, one.indexOf(':')).toLowerCase(),
      decodedWords(one.slice(one.indexOf(':') + 1).trim()),
    ]),
  );
  return { to, user: by, headers, body: decodedBody(rest.join('\r\n\r\n')) };
}

function decodedWords(text: string): string {
  return text
    .replace(/\?= =\?/g, '?==?')
    .replace(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_whole, kind: string, word: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(word, 'base64').toString('utf8')
        : quotedPrintable(word.replaceAll('_', ' ')),
    );
}

/** Every part as text, whatever it was encoded with. */
function decodedBody(body: string): string {
  return quotedPrintable(body.replace(/=\r\n/g, '')).replaceAll('\r\n', '\n');
}

function quotedPrintable(text: string): string {
  return text.replace(/(?:=[0-9A-F]{2})+/g, (codes) => Buffer.from(codes.replaceAll('=', ''), 'hex').toString('utf8'));
}
