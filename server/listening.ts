import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from './config.ts';

/** Resolves once connections are taken; rejects with why they cannot be. */
export function listening(http: Server, { port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, () => {
      http.off('error', reject);
      resolve();
    });
  });
}

/** Where people find it: `PUBLIC_URL`, or the address it listens on. */
export function urlOf(http: Server, { host, publicUrl }: Config): string {
  if (publicUrl) return publicUrl.href.replace(/\/$/, '');
  const { port } = http.address() as AddressInfo;
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') && !name.startsWith('[') ? `[${name}]` : name}:${String(port)}`;
}
