import * as oidc from 'openid-client';
import type { Vouched } from '../../commands/oidcSignIn.ts';

export interface OidcSettings {
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What its button says. */
  readonly name: string;
}

/** What must be the same when the browser comes back. */
export interface OidcFlow {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

const timeoutSeconds = 10;

/** The organisation's own sign-in, by OpenID Connect: authorization code with PKCE, state and nonce. */
export class OidcProvider {
  readonly name: string;
  readonly #settings: OidcSettings;
  #found: Promise<oidc.Configuration> | undefined;

  constructor(settings: OidcSettings) {
    this.name = settings.name;
    this.#settings = settings;
  }

  /** Where to send the browser. Throws whatever goes wrong with the provider. */
  async begin(redirectUri: string): Promise<{ url: URL; flow: OidcFlow }> {
    const configuration = await this.#configuration();
    const flow = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
    };
    const url = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: 'openid email profile',
      state: flow.state,
      nonce: flow.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(flow.verifier),
      code_challenge_method: 'S256',
    });
    return { url, flow };
  }

  /** Whom the provider vouches for. Throws whatever is not as it should be. */
  async finish(cameBackTo: URL, { state, nonce, verifier }: OidcFlow): Promise<Vouched> {
    const configuration = await this.#configuration();
    const tokens = await oidc.authorizationCodeGrant(configuration, cameBackTo, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims) throw new Error('the provider has sent no id token');
    const told: Claims = { ...(await this.#userInfo(configuration, tokens.access_token, claims)), ...claims };
    const isVerified = told.email_verified === true || told.email_verified === 'true';
    const email = isVerified && typeof told.email === 'string' ? told.email.trim().toLowerCase() : undefined;
    return {
      issuer: claims.iss,
      subject: claims.sub,
      name: typeof told.name === 'string' && told.name.trim() !== '' ? told.name.trim() : undefined,
      email: email === '' ? undefined : email,
    };
  }

  /** Many providers tell the e-mail address there only. */
  async #userInfo(configuration: oidc.Configuration, token: string, claims: Claims & { sub: string }): Promise<Claims> {
    const { userinfo_endpoint: endpoint } = configuration.serverMetadata();
    if (claims.email !== undefined || endpoint === undefined) return {};
    return oidc.fetchUserInfo(configuration, token, claims.sub);
  }

  /** Found once; after a failure it is looked for again. */
  #configuration(): Promise<oidc.Configuration> {
    this.#found ??= this.#discover().catch((reason: unknown) => {
      this.#found = undefined;
      throw reason;
    });
    return this.#found;
  }

  #discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.#settings;
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the settings allow it for this very machine only
    const execute = issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [];
    return oidc.discovery(issuer, clientId, clientSecret, authenticationBy(clientSecret), {
      execute,
      timeout: timeoutSeconds,
    });
  }
}

/** By whichever of the two usual ways the provider takes; without a word from it, by the header. */
function authenticationBy(secret: string): oidc.ClientAuth {
  const [basic, post] = [oidc.ClientSecretBasic(secret), oidc.ClientSecretPost(secret)];
  // eslint-disable-next-line max-params -- the library knows it by its four parameters
  return (server, client, body, headers) => {
    const ways = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const authenticate = ways.includes('client_secret_basic') ? basic : post;
    authenticate(server, client, body, headers);
  };
}

interface Claims {
  readonly email?: unknown;
  readonly email_verified?: unknown;
  readonly name?: unknown;
}
