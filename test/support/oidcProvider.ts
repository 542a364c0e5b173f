import { HttpBrowser } from './httpBrowser.ts';
import { type RunningProcess, startProcess } from './process.ts';

export interface OidcProvider {
  readonly issuer: string;
  /** What the server is started with to use it. */
  readonly settings: Readonly<Record<string, string>>;
  /** Signs in at the page that `authorization` shows and agrees; resolves to where the browser is sent back to. */
  signIn(browser: HttpBrowser, authorization: string, login: string): Promise<string>;
  stop(): Promise<void>;
}

const client = { id: 'swarmboard', secret: 'a secret between the two of them' };

/** A real provider in a process of its own, for a server that is going to listen on `port`. */
export async function startOidcProvider(url: string): Promise<OidcProvider> {
  const running = await startProcess({
    command: process.execPath,
    args: ['--import', 'tsx', 'test/support/oidcProviderProgram.ts'],
    env: {
      PATH: process.env['PATH'],
      OIDC_CALLBACK: `${url}/api/v1/oidc/callback`,
      OIDC_CLIENT: client.id,
      OIDC_SECRET: client.secret,
    },
    isReady: (output) => output.includes('provider at '),
  });
  const issuer = issuerIn(running);
  return {
    issuer,
    settings: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: client.id,
      OIDC_CLIENT_SECRET: client.secret,
      OIDC_NAME: 'Example ID',
    },
    signIn: (browser, authorization, login) => signInAt(issuer, { browser, authorization, login }),
    stop: () => running.stop(),
  };
}

function issuerIn(running: RunningProcess): string {
  const issuer = /provider at (\S+)/.exec(running.output())?.[1];
  if (!issuer) throw new Error(`the provider did not say where it is:\n${running.output()}`);
  return issuer;
}

interface Visit {
  readonly browser: HttpBrowser;
  readonly authorization: string;
  readonly login: string;
}

/** Follows its pages as a person would: says who they are, agrees, and is sent back. */
async function signInAt(issuer: string, { browser, authorization, login }: Visit): Promise<string> {
  let next = authorization;
  for (let step = 0; step < 12; step += 1) {
    const response = await browser.ask('GET', next);
    const sentTo = response.headers.get('location');
    if (sentTo !== null) {
      next = new URL(sentTo, next).href;
      if (!next.startsWith(issuer)) return next;
      continue;
    }
    const page = await response.text();
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
    const action = /action="([^"]+)"/.exec(page)?.[1];
    if (!prompt || !action) throw new Error(`the provider shows something else:\n${page}`);
    const body = new URLSearchParams({ prompt, login, password: 'any' });
    const submitted = await browser.ask('POST', new URL(action, next).href, { body });
    next = new URL(submitted.headers.get('location') ?? '', next).href;
    if (!next.startsWith(issuer)) return next;
  }
  throw new Error('the provider never sent the browser back');
}
