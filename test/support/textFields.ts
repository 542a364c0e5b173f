import type { z } from 'zod';

/** As much of a schema as the walk needs to know. */
interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly innerType?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly format?: string;
  readonly checks?: readonly { readonly _zod: { readonly def: { readonly check: string } } }[];
}

/** The fields of a request in which somebody may write what they like, as paths; those of a fixed form are left out. */
export function textFieldsOf(schema: z.ZodType, path: string): string[] {
  const definition = schema.def as unknown as Definition;
  switch (definition.type) {
    case 'string':
      return isFree(definition) ? [path] : [];
    case 'object':
      return Object.entries(definition.shape ?? {}).flatMap(([name, field]) => textFieldsOf(field, `${path}.${name}`));
    case 'array':
      return inside(definition.element, `${path}[]`);
    case 'optional':
    case 'nullable':
    case 'default':
      return inside(definition.innerType, path);
    case 'record':
      return inside(definition.valueType, `${path}.*`);
    case 'pipe':
      return inside(definition.in, path);
    case 'union':
      return [...new Set((definition.options ?? []).flatMap((option) => textFieldsOf(option, nameOf(option) ?? path)))];
    case 'number':
    case 'boolean':
    case 'literal':
    case 'enum':
      return [];
    default:
      throw new Error(`${path} is a ${definition.type}, of which nothing is known here`);
  }
}

function inside(schema: z.ZodType | undefined, path: string): string[] {
  return schema ? textFieldsOf(schema, path) : [];
}

/** A command is called by its type. */
function nameOf(option: z.ZodType): string | undefined {
  const type = (option.def as unknown as Definition).shape?.['type'];
  const [value] = (type?.def as unknown as { values?: readonly string[] } | undefined)?.values ?? [];
  return value;
}

function isFree({ format, checks = [] }: Definition): boolean {
  return format === undefined && !checks.some(({ _zod }) => _zod.def.check === 'string_format');
}
