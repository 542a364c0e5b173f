import type { IncomingMessage } from 'node:http';
import type { HelmetOptions } from 'helmet';

const hostPattern = /^[A-Za-z0-9.[\]:-]+$/;

/** Live connections are to where the page came from; not every browser counts WebSockets as 'self'. */
function liveConnections({ headers: { host = '' } }: IncomingMessage): string {
  return hostPattern.test(host) ? `ws://${host} wss://${host}` : "'self'";
}

/**
 * What a page may load and run: only what this server serves, no inline script, and text becomes markup only through the
 * policies of the two libraries that make it; the one worker is loaded through a policy of its own.
 */
export const pagePolicy: HelmetOptions = {
  // What else is served under the same domain is not ours to decide on.
  strictTransportSecurity: { includeSubDomains: false },
  frameguard: { action: 'deny' },
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'blob:', 'data:'],
      fontSrc: ["'self'"],
      manifestSrc: ["'self'"],
      workerSrc: ["'self'"],
      connectSrc: ["'self'", liveConnections],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      requireTrustedTypesFor: ["'script'"],
      trustedTypes: ['svelte-trusted-html', 'ProseMirrorClipboard', 'swarmboard-worker'],
    },
  },
};
