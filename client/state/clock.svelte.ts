import { createSubscriber } from 'svelte/reactivity';

const everyMs = 30_000;
const subscribe = createSubscriber((update) => {
  const timer = setInterval(update, everyMs);
  return () => {
    clearInterval(timer);
  };
});

/** Milliseconds since 1970, read again every half minute where it is shown. */
export function now(): number {
  subscribe();
  return Date.now();
}
