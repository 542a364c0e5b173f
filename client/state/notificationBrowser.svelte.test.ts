import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BrowserNotifications } from './notificationBrowser.svelte.ts';

let shown: string[] = [];
const notice = (tag: string) => ({
  title: 'Ada asks you',
  text: 'Payouts fail',
  tag,
  isUrgent: false,
  onclick: vi.fn(),
});

beforeEach(() => {
  shown = [];
  vi.stubGlobal('isSecureContext', true);
  vi.stubGlobal('Notification', recording());
});
afterEach(() => vi.unstubAllGlobals());

/** What a browser has that allows them. */
function recording() {
  const make = (_title: string, { tag }: { tag: string }) => void shown.push(tag);
  return allowing(make);
}

function allowing<A extends unknown[]>(make: (...args: A) => void) {
  const constructed = function (...args: A): void {
    make(...args);
  };
  return Object.assign(constructed, { permission: 'granted' });
}

test('a page that nobody looks at keeps quiet when another page of the browser is looked at', async () => {
  const [here, away] = [new BrowserNotifications(), new BrowserNotifications()];
  const stops = [here.join(), away.join()];

  const told = [away.showUnlessSeen(notice('n1')), away.showUnlessSeen(notice('n2'))];
  here.say('n1');

  expect(await Promise.all(told)).toEqual([false, true]);
  expect(shown).toEqual(['n2']);
  for (const stop of stops) stop();
});

test('a browser that has them and refuses them to pages is said to have none', async () => {
  const refusing = allowing(() => {
    throw new TypeError('Illegal constructor');
  });
  vi.stubGlobal('Notification', refusing);
  const browser = new BrowserNotifications();
  expect(browser.permission).toBe('granted');

  expect(await browser.show(notice('n1'))).toBe(false);

  expect(browser.permission).toBe('impossible');
});
