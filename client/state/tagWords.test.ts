import { expect, test } from 'vitest';
import { aTag } from '../../test/support/builders.ts';
import { comingWords } from './tagWords.ts';

const nameOf = (id: string) => ({ eva: 'Eva' })[id] ?? id;
const target = { kind: 'line', line: 'L3' } as const;

test('a card says who is asked, then who is coming, is in or has answered', () => {
  const words = (['raised', 'accepted', 'joined', 'answered'] as const).map((state) =>
    comingWords(aTag({ target, state, asked: ['eva'] }), nameOf),
  );

  expect(words).toEqual(['L3 asked', 'Eva is coming', 'Eva is in', 'Eva answered']);
});

test('a card says when there is nobody to ask', () => {
  expect(comingWords(aTag({ target, asked: [] }), nameOf)).toBe('L3: nobody to ask');
});
