import { hostileTexts } from './hostileText.ts';

/** What was really written with hostile text in it, field by field, so that none is thought of and yet forgotten. */
export class HostileLedger {
  readonly #fields = new Set<string>();

  /** A request that was taken in, under the name of its schema or of its command. */
  enter(name: string, body: unknown): void {
    for (const field of hostileFieldsOf(body, name)) this.#fields.add(field);
  }

  /** As paths, in the words of `everyTextField`. */
  get fields(): string[] {
    return [...this.#fields].sort();
  }
}

function hostileFieldsOf(value: unknown, path: string): string[] {
  if (typeof value === 'string') return isHostile(value) ? [path] : [];
  if (Array.isArray(value)) return value.flatMap((each) => hostileFieldsOf(each, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, field]) => hostileFieldsOf(field, `${path}.${name}`));
}

function isHostile(text: string): boolean {
  return hostileTexts.some((payload) => text.includes(payload.trim()));
}
