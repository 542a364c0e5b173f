import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Binary, MongoClient } from 'mongodb';
import type { Store } from '../../server/ports/store.ts';
import { isBoardLog } from '../../shared/domain/entry.ts';

/** Which of these texts are anywhere in the files of a folder, byte by byte. The key that seals secrets is not looked at. */
export async function tracesInFolder(folder: string, texts: readonly string[]): Promise<string[]> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const traces: string[] = [];
  for (const file of files) {
    if (!file.isFile() || file.name === 'secret.key') continue;
    const bytes = await readFile(join(file.parentPath, file.name));
    for (const text of texts) if (bytes.includes(text)) traces.push(`${text} in ${file.name}`);
  }
  return traces;
}

/** The same for all collections of a database, binary values included. */
export async function tracesInDatabase(url: string, texts: readonly string[]): Promise<string[]> {
  const client = new MongoClient(url);
  const traces: string[] = [];
  try {
    for (const { name } of await client.db().listCollections().toArray()) {
      for await (const row of client.db().collection(name).find()) {
        const bytes = Buffer.concat(bytesOf(row));
        for (const text of texts) if (bytes.includes(text)) traces.push(`${text} in ${name}`);
      }
    }
  } finally {
    await client.close();
  }
  return traces;
}

/** Snapshots are packed, so that a search for bytes goes past them. */
export async function tracesInSnapshots({ log, projections }: Store, texts: readonly string[]): Promise<string[]> {
  const traces: string[] = [];
  for (const board of (await log.boards()).filter(isBoardLog)) {
    const snapshot = JSON.stringify(await projections.loadSnapshot(board)) as string | undefined;
    for (const text of texts) if (snapshot?.includes(text)) traces.push(`${text} in the snapshot of ${board}`);
  }
  return traces;
}

function bytesOf(value: unknown): Buffer[] {
  if (typeof value === 'string') return [Buffer.from(value)];
  if (value instanceof Binary) return [unpacked(Buffer.from(value.buffer))];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, field]) => [Buffer.from(name), ...bytesOf(field)]);
}

function unpacked(bytes: Buffer): Buffer {
  try {
    return Buffer.concat([bytes, gunzipSync(bytes)]);
  } catch {
    return bytes;
  }
}
