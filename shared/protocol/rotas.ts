import { z } from 'zod';
import { lines } from '../domain/line.ts';
import type { Person, PersonId } from '../domain/person.ts';
import { playKinds, type PlaySetting } from '../domain/play.ts';
import { type Rota, rotaKinds } from '../domain/rota.ts';
import { idSchema, instantSchema } from './ids.ts';

const clockSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** `POST /api/v1/rotas` (`arrangeWork`): without an id a new one. Overrides stay as they are. */
export const rotaSchema = z.strictObject({
  id: idSchema.optional(),
  name: z.string().trim().min(1).max(80),
  kind: z.enum(rotaKinds),
  serves: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('line'), line: z.enum(lines) }),
    z.strictObject({ kind: z.literal('domain'), domain: z.string().trim().min(1).max(60) }),
    z.strictObject({ kind: z.literal('play'), play: z.enum(playKinds) }),
  ]),
  timeZone: z.string().min(1).max(60),
  shifts: z
    .array(
      z.strictObject({
        days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
        from: clockSchema,
        to: clockSchema,
      }),
    )
    .min(1)
    .max(14),
  members: z.array(idSchema).max(100),
  turns: z.enum(['all', 'daily', 'weekly']),
  startsOn: z.iso.date(),
});

/** `POST /api/v1/rotas/:rota/overrides` (`arrangeWork`, or by somebody who is on it for their own turns). */
export const rotaOverrideSchema = z.strictObject({
  from: instantSchema,
  to: instantSchema,
  instead: idSchema.nullable().default(null),
  people: z.array(idSchema).max(20),
  note: z.string().trim().max(200).default(''),
});

/** `POST /api/v1/rotas/:rota/swaps` (as above): two people exchange a turn each, as two overrides in one entry. */
export const rotaSwapSchema = z.strictObject({
  mine: z.strictObject({ from: instantSchema, to: instantSchema, person: idSchema }),
  theirs: z.strictObject({ from: instantSchema, to: instantSchema, person: idSchema }),
  note: z.string().trim().max(200).default(''),
});

/** `GET /api/v1/rotas` (everybody signed in). `DELETE /api/v1/rotas/:rota`, `DELETE /api/v1/rotas/:rota/overrides/:override`. */
export interface RotasReply {
  readonly rotas: readonly RotaSummary[];
  /** Whoever occurs in them, also for those who know of nobody else. */
  readonly people: readonly RotaPerson[];
}
export type RotaPerson = Pick<Person, 'id' | 'name' | 'hue'>;
export interface RotaSummary {
  readonly rota: Rota;
  readonly now: readonly PersonId[];
  /** When whoever is on now goes off, or somebody comes on; null: never. */
  readonly until: string | null;
  readonly next: { readonly from: string; readonly people: readonly PersonId[] } | null;
}
export interface RotaReply {
  readonly rota: Rota;
}

/** `GET /api/v1/rotas/:rota/turns?from=&to=` (at most 92 days): who is on when, overrides worked in, gaps left out. Turns at the ends are whole. */
export const rotaTurnsSchema = z.strictObject({ from: instantSchema, to: instantSchema });
export interface RotaTurnsReply {
  readonly turns: readonly RotaTurn[];
}
export interface RotaTurn {
  readonly from: string;
  readonly to: string;
  readonly people: readonly PersonId[];
  /** The override that made it so. */
  readonly override: string | null;
}

/** `GET /api/v1/plays` (everybody signed in): all four, as set or as they ship. `POST /api/v1/plays` (`arrangeWork`). */
export interface PlaysReply {
  readonly plays: readonly PlaySetting[];
}
export const playSchema = z.strictObject({
  kind: z.enum(playKinds),
  isOn: z.boolean(),
  minutes: z.number().int().min(5).max(1_440),
  rota: idSchema.nullable(),
  about: z.string().trim().max(300),
});
