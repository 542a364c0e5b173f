import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { Refusal } from '../../../shared/domain/refusals.ts';
import { type Mapping, mappingSchema } from './mapping.ts';

export interface NamedMapping {
  readonly name: string;
  readonly mapping: Mapping;
}

/** The mappings that ship with the product, by name. */
export async function shippedMappings(folder: string): Promise<NamedMapping[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(files.map((name) => readMapping(join(folder, name))));
}

/** A shipped mapping by its name, or one from a file. Throws Refusal `importRefused` that says what is wrong with it. */
export async function findMapping(wanted: string, folder: string): Promise<NamedMapping> {
  const shipped = await shippedMappings(folder);
  const named = shipped.find(({ name }) => name === wanted);
  if (named) return named;
  if (wanted.endsWith('.json') || wanted.includes('/')) return readMapping(wanted);
  const reason = `there is no mapping "${wanted}"; give a .json file, or one of those that ship`;
  throw new Refusal('importRefused', { reason, mappings: shipped.map(({ name }) => name) });
}

async function readMapping(path: string): Promise<NamedMapping> {
  const text = await readFile(path, 'utf8').catch((reason: unknown) => {
    const code = reason instanceof Error && 'code' in reason ? String(reason.code) : 'unknown';
    throw new Refusal('importRefused', { reason: `the mapping ${path} cannot be read (${code})` });
  });
  return { name: basename(path, '.json'), mapping: parseMapping(text, path) };
}

export function parseMapping(text: string, path: string): Mapping {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (reason) {
    const message = reason instanceof Error ? reason.message : String(reason);
    throw new Refusal('importRefused', { reason: `the mapping ${path} is not JSON: ${message}` });
  }
  const parsed = mappingSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Refusal('importRefused', { reason: `the mapping ${path} is not valid: ${inWords(parsed.error)}` });
}

function inWords(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => `${path.length > 0 ? `${path.join('.')}: ` : ''}${message}`)
    .join('; ');
}
