import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** An OpenID provider as a program of its own: whoever signs in as `x` has the e-mail address x@swarm.example. */
const { OIDC_PORT = '0', OIDC_CALLBACK = '', OIDC_CLIENT = '', OIDC_SECRET = '' } = process.env;

const http = createServer();
http.listen(Number(OIDC_PORT), '127.0.0.1');
await once(http, 'listening');
const issuer = `http://127.0.0.1:${String((http.address() as AddressInfo).port)}`;
const provider = new Provider(issuer, {
  clients: [{ client_id: OIDC_CLIENT, client_secret: OIDC_SECRET, redirect_uris: [OIDC_CALLBACK] }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  cookies: { keys: ['only for tests'] },
  pkce: { required: () => true },
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      name: id.replace(/^./, (first) => first.toUpperCase()).replace('-unverified', ''),
      email: `${id.replace('-unverified', '')}@swarm.example`,
      email_verified: !id.endsWith('-unverified'),
    }),
  }),
});
const answer = provider.callback();
http.on('request', (request, response) => void answer(request, response));
console.log(`provider at ${issuer}`);
