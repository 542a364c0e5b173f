import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Refusal } from '../../../shared/domain/refusals.ts';

const chunkBytes = 64 * 1024;
/** Little is read ahead of a packed file, so that progress tells the truth. */
const packedChunkBytes = 32 * 1024;

/** A file that is read once from its beginning; gzip is recognised by its first bytes and unpacked on the way. */
export interface ByteSource {
  readonly totalBytes: number;
  /** How much of the file, as it lies on disk, has been read. */
  readBytes(): number;
  chunks(): AsyncGenerator<Uint8Array>;
}

/** Throws Refusal `importRefused` when there is no such file, or when its first bytes say that it is no text. */
export async function openBytes(path: string): Promise<ByteSource> {
  const file = await openFile(path);
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    const start = buffer.subarray(0, bytesRead);
    refuseUnreadable(start, size);
    return byteSource(path, { totalBytes: size, zipped: start[0] === 0x1f && start[1] === 0x8b });
  } finally {
    await file.close();
  }
}

async function openFile(path: string): Promise<FileHandle> {
  const file = await open(path).catch((reason: unknown) => {
    const code = reason instanceof Error && 'code' in reason ? String(reason.code) : 'unknown';
    const reasons: Record<string, string> = {
      ENOENT: `there is no file ${path}`,
      EACCES: `${path} may not be read`,
      EISDIR: `${path} is a folder, not a file`,
    };
    throw new Refusal('importRefused', { reason: reasons[code] ?? `${path} cannot be opened (${code})` });
  });
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw new Refusal('importRefused', { reason: `${path} is a folder or a device, not a file` });
}

function refuseUnreadable(start: Uint8Array, size: number): void {
  if (size === 0) throw new Refusal('importRefused', { reason: 'the file is empty', line: 1 });
  if (start[0] === 0x50 && start[1] === 0x4b) {
    const reason = 'the file is a zip archive or a spreadsheet: unpack it, or export it as CSV, first';
    throw new Refusal('importRefused', { reason, line: 1 });
  }
}

function byteSource(path: string, { totalBytes, zipped }: { totalBytes: number; zipped: boolean }): ByteSource {
  let readBytes = 0;
  async function* raw(): AsyncGenerator<Uint8Array> {
    readBytes = 0;
    const highWaterMark = zipped ? packedChunkBytes : chunkBytes;
    for await (const chunk of createReadStream(path, { highWaterMark })) {
      readBytes += (chunk as Buffer).length;
      yield chunk as Buffer;
    }
  }
  return { totalBytes, readBytes: () => readBytes, chunks: () => (zipped ? unzipped(raw()) : raw()) };
}

async function* unzipped(packed: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: chunkBytes });
  // Whatever goes wrong in here also ends the loop below, which reports it.
  const feeding = pipeline(Readable.from(packed, { highWaterMark: 1 }), gunzip).catch(() => undefined);
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
  } catch (reason) {
    throw brokenGzip(reason);
  } finally {
    await feeding;
  }
}

function brokenGzip(reason: unknown): unknown {
  const code = reason instanceof Error && 'code' in reason ? reason.code : undefined;
  if (code === 'Z_BUF_ERROR') {
    return new Refusal('importRefused', { reason: 'the file ends too early: its gzip data is incomplete' });
  }
  if (typeof code === 'string' && code.startsWith('Z_')) {
    return new Refusal('importRefused', { reason: 'the gzip data is damaged' });
  }
  return reason;
}
