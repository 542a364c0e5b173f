import type { z } from 'zod';
import { Refusal } from '../../shared/domain/refusals.ts';

/** Parses at the door; inside, the types are trusted. Throws Refusal `invalidInput` that names each field. */
export function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, 10).map(({ path, message }) => ({
    field: path.join('.'),
    message,
  }));
  throw new Refusal('invalidInput', { problems });
}
