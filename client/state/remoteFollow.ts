import type { LiveLink, LinkEvents } from '../connection/socket.ts';
import type { Remote } from './remote.svelte.ts';

type What = Parameters<LinkEvents['changed']>[0]['what'];

/** Asks now, whenever the server says that such things have changed, and after every lost connection. Returns how to stop. */
export function follow(remote: Remote<unknown>, link: Pick<LiveLink, 'on'>, what: What): () => void {
  const load = () => void remote.load();
  const stops = [
    link.on('connect', load),
    link.on('changed', (message) => {
      if (message.what === what) load();
    }),
  ];
  load();
  return () => {
    for (const stop of stops) stop();
  };
}
