import type { Person } from '../../shared/domain/person.ts';
import { adaeze, ines } from '../sample/colleagues.ts';
import type { Scene } from './scene.ts';
import { scenesOfAdaeze } from './scenesOfAdaeze.ts';
import { scenesOfInes } from './scenesOfInes.ts';

export interface Role {
  readonly person: Person;
  readonly scenes: readonly Scene[];
}

/** Who works on the board of the demo. */
export const cast: readonly Role[] = [
  { person: ines, scenes: scenesOfInes },
  { person: adaeze, scenes: scenesOfAdaeze },
];

export const demoBoard = { id: 'sample', title: 'Relay support' } as const;
