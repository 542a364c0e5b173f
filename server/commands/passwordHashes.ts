import { type ScryptOptions, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { Refusal } from '../../shared/domain/refusals.ts';

/** `logCost` is the base-2 logarithm of N. */
export interface ScryptCost {
  readonly logCost: number;
  readonly blockSize: number;
  readonly parallel: number;
}

/** What OWASP recommends for scrypt: 128 MB and some tenths of a second each. */
const recommended: ScryptCost = { logCost: 17, blockSize: 8, parallel: 1 };
const hashBytes = 32;
const saltBytes = 16;
/** Each takes 128 MB and a core: more at once would starve everybody who is working. */
const atOnce = 2;
const mostWaiting = 40;
const retryAfterSeconds = 10;

/** Hashes of passwords, a few at a time. The cost is kept beside each hash, so that it can be raised. */
export class PasswordHashes {
  readonly #cost: ScryptCost;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(cost: ScryptCost = recommended) {
    this.#cost = cost;
  }

  /** `$scrypt$ln=17,r=8,p=1$<salt>$<hash>`. Throws Refusal `tooManyRequests` when too many wait already. */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(saltBytes);
    return written(this.#cost, salt, await this.#derive(password, salt, this.#cost));
  }

  /** Takes as long without a hash to compare with, so that nobody learns who has an account. */
  async verify(password: string, stored: string | undefined): Promise<boolean> {
    const kept = stored === undefined ? undefined : read(stored);
    const { salt, cost } = kept ?? { salt: randomBytes(saltBytes), cost: this.#cost };
    const derived = await this.#derive(password, salt, cost);
    return kept !== undefined && timingSafeEqual(derived, kept.hash);
  }

  /** Whether it was made at today's cost; otherwise it is to be made anew when its password is at hand. */
  isCurrent(stored: string): boolean {
    const { cost } = read(stored);
    return costText(cost) === costText(this.#cost);
  }

  async #derive(password: string, salt: Buffer, cost: ScryptCost): Promise<Buffer> {
    await this.#turn();
    try {
      return await derive(password, salt, cost);
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }

  async #turn(): Promise<void> {
    if (this.#running < atOnce) {
      this.#running += 1;
      return;
    }
    if (this.#waiting.length >= mostWaiting) throw new Refusal('tooManyRequests', { retryAfterSeconds });
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
    });
  }
}

function derive(password: string, salt: Buffer, { logCost, blockSize, parallel }: ScryptCost): Promise<Buffer> {
  const N = 2 ** logCost;
  const options: ScryptOptions = { N, r: blockSize, p: parallel, maxmem: 256 * N * blockSize };
  return new Promise((resolve, reject) => {
    // The same letters typed on another keyboard may be made of other code points.
    scrypt(password.normalize('NFKC'), salt, hashBytes, options, (problem, derived) => {
      if (problem) reject(problem);
      else resolve(derived);
    });
  });
}

function costText({ logCost, blockSize, parallel }: ScryptCost): string {
  return `ln=${String(logCost)},r=${String(blockSize)},p=${String(parallel)}`;
}

function written(cost: ScryptCost, salt: Buffer, hash: Buffer): string {
  return `$scrypt$${costText(cost)}$${salt.toString('base64url')}$${hash.toString('base64url')}`;
}

const form = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w-]+)\$([\w-]{43})$/;

function read(stored: string): { cost: ScryptCost; salt: Buffer; hash: Buffer } {
  const [, logCost, blockSize, parallel, salt = '', hash = ''] = form.exec(stored) ?? [];
  if (logCost === undefined) throw new Error('a stored password hash has a form this version does not know');
  return {
    cost: { logCost: Number(logCost), blockSize: Number(blockSize), parallel: Number(parallel) },
    salt: Buffer.from(salt, 'base64url'),
    hash: Buffer.from(hash, 'base64url'),
  };
}
