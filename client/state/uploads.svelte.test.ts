import { expect, test } from 'vitest';
import { Refusal } from '../../shared/domain/refusals.ts';
import { Unreachable } from '../connection/http.ts';
import type { sendFile } from '../connection/sendFile.ts';
import { Uploads, largestFileBytes } from './uploads.svelte.ts';

type Send = typeof sendFile;
const picture = new File(['x'], 'screen.png');
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('a file on its way shows how far it is and is gone once it is there', async () => {
  let finish: (() => void) | undefined;
  const send: Send = ({ onprogress }) => {
    onprogress(0.4);
    return new Promise((resolve) => (finish = () => resolve({ id: 'f', url: '/files/f' })));
  };
  const uploads = new Uploads('b-1', send);
  const urls: string[] = [];

  uploads.start(picture, ({ url }) => urls.push(url));
  expect(uploads.all).toMatchObject([{ name: 'screen.png', done: 0.4, problem: null }]);
  finish?.();
  await settled();

  expect(uploads.all).toEqual([]);
  expect(urls).toEqual(['/files/f']);
});

test('a failed upload stays, says what to do, and ends where it was meant to when tried again', async () => {
  const answers = [() => Promise.reject(new Unreachable()), () => Promise.resolve({ id: 'f', url: '/files/f' })];
  const uploads = new Uploads('b-1', () => answers.shift()!());
  const urls: string[] = [];
  uploads.start(picture, ({ url }) => urls.push(url));
  await settled();
  expect(uploads.all[0]?.problem).toContain('back online');

  uploads.retry(uploads.all[0]!.id);
  await settled();

  expect(uploads.all).toEqual([]);
  expect(urls).toEqual(['/files/f']);
});

test('a refusal is shown in its own words', async () => {
  const refusal = new Refusal('storeFull');
  const uploads = new Uploads('b-1', () => Promise.reject(refusal));

  uploads.start(picture, () => undefined);
  await settled();

  expect(uploads.all[0]?.problem).toBe(refusal.message);
});

test('a file that is too large is not sent at all', () => {
  let sent = 0;
  const uploads = new Uploads('b-1', () => {
    sent += 1;
    return Promise.reject(new Error());
  });
  const large = new File([new Uint8Array(largestFileBytes + 1)], 'dump.log');

  uploads.start(large, () => undefined);

  expect(sent).toBe(0);
  expect(uploads.all[0]?.problem).toContain('10 MB');
});

test('stopping an upload ends it and inserts nothing', async () => {
  const urls: string[] = [];
  const uploads = new Uploads('b-1', ({ signal }) => {
    return new Promise((_, reject) =>
      signal.addEventListener('abort', () => reject(new DOMException('Stopped.', 'AbortError'))),
    );
  });
  uploads.start(picture, ({ url }) => urls.push(url));

  uploads.dismiss(uploads.all[0]!.id);
  await settled();

  expect(uploads.all).toEqual([]);
  expect(urls).toEqual([]);
});
