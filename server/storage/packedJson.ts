import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** JSON as compressed bytes, off the main thread: a board of thousands of tickets is some megabytes of text. */
export async function packJson(value: unknown): Promise<Uint8Array> {
  return compress(JSON.stringify(value), { level: 1 });
}

export async function unpackJson<T>(bytes: Uint8Array): Promise<T> {
  const text = await decompress(bytes);
  return JSON.parse(text.toString()) as T;
}
