import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/**
 * An SMTP server as a program of its own: appends each mail it takes to a file, a line of JSON each. Refuses everybody
 * whose address begins with `nobody`, puts off those that begin with `later` once, and serves nobody while there is a file
 * beside the other that says so.
 */
const { MAIL_FILE = '', MAIL_USER = '', MAIL_PASSWORD = '' } = process.env;

const putOff = new Set<string>();

const server = new SMTPServer({
  authOptional: MAIL_USER === '',
  allowInsecureAuth: true,
  disabledCommands: ['STARTTLS'],
  onAuth: ({ username, password }, _session, done) => {
    if (username === MAIL_USER && password === MAIL_PASSWORD) done(null, { user: username });
    else done(new Error('Wrong user or password'));
  },
  onConnect: (_session, done) => {
    const isDown = existsSync(`${MAIL_FILE}.down`);
    done(isDown ? Object.assign(new Error('Not now'), { responseCode: 421 }) : undefined);
  },
  onRcptTo: ({ address }, _session, done) => {
    if (address.startsWith('nobody')) {
      done(Object.assign(new Error('No such mailbox'), { responseCode: 550 }));
      return;
    }
    const isPutOff = address.startsWith('later') && !putOff.has(address);
    putOff.add(address);
    done(isPutOff ? Object.assign(new Error('Come again'), { responseCode: 450 }) : undefined);
  },
  onData: (stream, session, done) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      const to = session.envelope.rcptTo.map(({ address }) => address);
      const mail = { to, user: String(session.user ?? ''), source: Buffer.concat(chunks).toString('utf8') };
      appendFile(MAIL_FILE, `${JSON.stringify(mail)}\n`).then(() => {
        done();
      }, done);
    });
  },
});
server.listen(0, '127.0.0.1');
await once(server.server, 'listening');
console.log(`mail server at ${String((server.server.address() as AddressInfo).port)}`);
