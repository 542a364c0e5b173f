/** Whoever works on a board. `hue` indexes the eight presence hues; a simulated colleague says so wherever it appears. */
export interface Person {
  readonly id: PersonId;
  readonly name: string;
  readonly preset: Preset;
  readonly hue: number;
  readonly simulated?: true;
}

export type PersonId = string;

/** Presets are named bundles of capabilities, see permissions.ts. */
export type Preset = 'admin' | 'agent' | 'engineer' | 'specialist' | 'manager' | 'observer';

export const presenceHues = 8;
