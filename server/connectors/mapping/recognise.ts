import { Refusal } from '../../../shared/domain/refusals.ts';
import type { Sample } from '../sample.ts';
import type { Mapping } from './mapping.ts';
import type { NamedMapping } from './mappingFiles.ts';

/** The one mapping that recognises a file. Throws Refusal `importRefused` when none or several do, saying which there are. */
export function recognise(sample: Sample, mappings: readonly NamedMapping[]): NamedMapping {
  const fitting = mappings.filter(({ mapping }) => fits(sample, mapping.detect));
  const [only, ...others] = fitting;
  if (only && others.length === 0) return only;
  const names = (only ? fitting : mappings).map(({ name }) => name);
  const why = only ? 'several mappings recognise this file' : 'no mapping recognises this file';
  const reason = `${why}: choose one with --mapping, or write one (docs/IMPORT.md)`;
  throw new Refusal('importRefused', { reason, mappings: names });
}

function fits(sample: Sample, detect: Mapping['detect']): boolean {
  if (!detect) return false;
  return (
    detect.has.every((field) => sample.has(field)) &&
    detect.lacks.every((field) => !sample.has(field)) &&
    Object.entries(detect.values).every(([field, pattern]) => {
      const expression = new RegExp(pattern, 'u');
      const values = [...(sample.get(field) ?? [])];
      return values.length > 0 && values.every((value) => expression.test(value));
    })
  );
}
