import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { openSecrets } from './keyring.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'swarmboard-keyring-'));
  folders.push(folder);
  return folder;
}

const fromFile = (dataDir: string) => openSecrets({ sessionSecret: undefined, dataDir });
const fromSetting = (sessionSecret: string) => openSecrets({ sessionSecret, dataDir: aFolder() });

/** A process of its own that seals a word as soon as it has the key. */
async function sealElsewhere(dataDir: string): Promise<string> {
  const keyring = new URL('./keyring.ts', import.meta.url).href;
  const program = `
    import { openSecrets } from ${JSON.stringify(keyring)};
    const secrets = await openSecrets({ sessionSecret: undefined, dataDir: ${JSON.stringify(dataDir)} });
    process.stdout.write(secrets.seal('word', 'webhook'));
  `;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program]);
  const [output, complaints]: [string[], string[]] = [[], []];
  child.stdout.on('data', (part) => output.push(String(part)));
  child.stderr.on('data', (part) => complaints.push(String(part)));
  const [code] = (await once(child, 'close')) as [number];
  expect(code, complaints.join('')).toBe(0);
  return output.join('');
}

test('what was sealed opens again, and never looks the same twice', async () => {
  const secrets = await fromSetting('a secret of the settings');

  const [one, two] = [secrets.seal('Zoë 🐝', 'webhook'), secrets.seal('Zoë 🐝', 'webhook')];

  expect(one).not.toBe(two);
  expect([secrets.open(one, 'webhook'), secrets.open(two, 'webhook')]).toEqual(['Zoë 🐝', 'Zoë 🐝']);
});

describe('what was sealed does not open', () => {
  test('with another key', async () => {
    const sealed = (await fromSetting('one secret')).seal('word', 'webhook');

    const other = await fromSetting('another secret');

    expect(() => other.open(sealed, 'webhook')).toThrow();
  });

  test('for another purpose', async () => {
    const secrets = await fromSetting('one secret');

    expect(() => secrets.open(secrets.seal('word', 'webhook 1'), 'webhook 2')).toThrow();
  });

  test('when any byte was changed, or some are missing', async () => {
    const secrets = await fromSetting('one secret');
    const sealed = Buffer.from(secrets.seal('word', 'webhook'), 'base64url');

    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed[index]! ^= 1;
      expect(() => secrets.open(changed.toString('base64url'), 'webhook'), `byte ${String(index)}`).toThrow();
      expect(() => secrets.open(sealed.subarray(0, index).toString('base64url'), 'webhook')).toThrow();
    }
  });
});

describe('the key in the data folder', () => {
  test('is the same at every start, and only its owner reads it', async () => {
    const dataDir = join(aFolder(), 'new', 'folder');
    const sealed = (await fromFile(dataDir)).seal('word', 'webhook');

    expect((await fromFile(dataDir)).open(sealed, 'webhook')).toBe('word');
    expect(statSync(join(dataDir, 'secret.key')).mode & 0o777).toBe(0o600);
  });

  test('is the same for all who start at once in a new folder, processes too', async () => {
    const dataDir = aFolder();

    const [elsewhere, here] = await Promise.all([
      Promise.all([sealElsewhere(dataDir), sealElsewhere(dataDir)]),
      Promise.all([fromFile(dataDir), fromFile(dataDir), fromFile(dataDir)]),
    ]);

    const sealed = [...elsewhere, ...here.map((secrets) => secrets.seal('word', 'webhook'))];
    for (const secrets of here)
      expect(sealed.map((text) => secrets.open(text, 'webhook'))).toEqual(sealed.map(() => 'word'));
  });

  test('is never made anew over what is left of one', async () => {
    const dataDir = aFolder();
    const file = join(dataDir, 'secret.key');
    writeFileSync(file, 'half a key');

    await expect(fromFile(dataDir)).rejects.toThrow('is not a key');
    expect(readFileSync(file, 'utf8')).toBe('half a key');
  });
});
