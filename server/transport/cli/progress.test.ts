import { expect, test } from 'vitest';
import { createProgress } from './progress.ts';

function screen(isTTY: boolean, columns?: number) {
  const written: string[] = [];
  let now = 0;
  const progress = createProgress({ isTTY, columns, write: (text) => written.push(text) }, () => now);
  return {
    progress,
    written,
    wait: (ms: number) => {
      now += ms;
    },
  };
}

test('a terminal shows one bar, redrawn at most ten times a second and taken away at the end', () => {
  const { progress, written, wait } = screen(true);

  progress.show(0.5, '10 tickets');
  wait(50);
  progress.show(0.6, '12 tickets');
  wait(60);
  progress.show(0.7, '14 tickets');
  progress.end();

  expect(written).toHaveLength(3);
  expect(written[0]).toBe(`\r\u001b[K${'█'.repeat(12)}${'░'.repeat(12)}  50 %  10 tickets`);
  expect(written[1]).toContain(' 70 %  14 tickets');
  expect(written[2]).toBe('\r\u001b[K');
});

test('a narrow terminal is never wrapped, and one that does not know its width is taken as usual', () => {
  const [narrow, unknown] = [screen(true, 40), screen(true, 0)];

  narrow.progress.show(1, 'x'.repeat(100));
  unknown.progress.show(1, 'x'.repeat(100));

  expect(narrow.written[0]?.length).toBe('\r\u001b[K'.length + 39);
  expect(unknown.written[0]?.length).toBe('\r\u001b[K'.length + 79);
});

test('a file gets a plain line every few seconds and nothing to take away', () => {
  const { progress, written, wait } = screen(false);

  progress.show(0.1, 'soon');
  wait(5000);
  progress.show(0.456, '10 tickets');
  wait(1000);
  progress.show(0.5, '11 tickets');
  progress.end();

  expect(written).toEqual([' 45 %  10 tickets\n']);
});
