import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Secrets } from '../ports/secrets.ts';

const algorithm = 'aes-256-gcm';
/** Said outright: a shorter tag would be accepted, and is easier to guess. */
const authTagLength = 16;

/** The key is made of `SESSION_SECRET`, or else of random bytes in a file of the data folder that only its owner reads. */
export async function openSecrets(settings: { sessionSecret: string | undefined; dataDir: string }): Promise<Secrets> {
  const material = settings.sessionSecret ?? (await keyFileIn(settings.dataDir));
  const key = Buffer.from(hkdfSync('sha256', material, 'swarmboard', 'sealed secrets', 32));
  return {
    seal: (plain, about) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(about));
      const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    open: (sealed, about) => {
      const bytes = Buffer.from(sealed, 'base64url');
      const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, 12), { authTagLength });
      decipher.setAAD(Buffer.from(about));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    },
  };
}

async function keyFileIn(dataDir: string): Promise<string> {
  const file = join(dataDir, 'secret.key');
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  // Whoever comes first writes it; everybody else reads what they wrote.
  const fresh = await open(file, 'wx', 0o600).catch((reason: unknown) => {
    if ((reason as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw reason;
  });
  if (!fresh) return readWhole(file);
  try {
    const key = randomBytes(32).toString('base64url');
    await fresh.writeFile(key);
    await fresh.sync();
    return key;
  } finally {
    await fresh.close();
  }
}

const keyLength = 43;

async function readWhole(file: string): Promise<string> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const key = (await readFile(file, 'utf8')).trim();
    if (key.length >= keyLength) return key;
    // Another process has just created it and is about to write.
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${file} is not a key; restore it from a backup, or remove it and renew all webhook secrets`);
}
