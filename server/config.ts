import { z } from 'zod';
import type { MailSettings } from './notify/mail/mailer.ts';
import { type TrustedProxies, trustedProxiesOf } from './transport/address.ts';

const isLoopback = (host: string) => /^(localhost|127(\.\d+){3}|::1|\[::1\])$/.test(host);

const url = (schemes: readonly string[]) =>
  z.string().refine((text) => schemes.some((scheme) => text.startsWith(`${scheme}://`)) && URL.canParse(text), {
    message: `must be a URL that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
  });

const isSafeIssuer = (text: string) => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
};

const schema = z.object({
  PORT: z.coerce
    .number({ error: 'must be a number' })
    .int()
    .min(0, 'must be between 0 and 65535')
    .max(65_535, 'must be between 0 and 65535')
    .default(3000),
  HOST: z.string().min(1, 'must not be empty').default('127.0.0.1'),
  DATA_DIR: z.string().min(1, 'must not be empty').default('./data'),
  MONGODB_URL: url(['mongodb', 'mongodb+srv']).optional(),
  SESSION_SECRET: z.string().min(32, 'must be at least 32 characters long').optional(),
  PUBLIC_URL: url(['http', 'https']).optional(),
  TRUSTED_PROXIES: z.string().default(''),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be one of fatal, error, warn, info, debug, trace, silent',
    })
    .default('warn'),
  OIDC_ISSUER: z
    .string()
    .refine(isSafeIssuer, { message: 'must be a URL that starts with https:// (or http:// on this very machine)' })
    .optional(),
  OIDC_CLIENT_ID: z.string().max(300).optional(),
  OIDC_CLIENT_SECRET: z.string().max(1000).optional(),
  OIDC_NAME: z.string().max(40, 'must be at most 40 characters long').optional(),
  EGRESS_ALLOW: z.string().optional(),
  SMTP_URL: url(['smtp', 'smtps']).optional(),
  MAIL_FROM: z.string().max(300).optional(),
  SWARMBOARD_DEV: z.enum(['0', '1'], { error: 'must be 0 or 1' }).default('0'),
});

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly loopback: boolean;
  readonly dataDir: string;
  readonly mongodbUrl: string | undefined;
  readonly sessionSecret: string | undefined;
  readonly publicUrl: URL | undefined;
  /** Whose word counts on where a request comes from. */
  readonly trustedProxies: TrustedProxies;
  readonly logLevel: string;
  readonly developer: boolean;
  /** Hosts, addresses and CIDR ranges that webhooks may be sent to although they are not public. */
  readonly egressAllow: readonly string[];
  /** Sign-in by the organisation's own provider; undefined: there is none. */
  readonly oidc: OidcSettings | undefined;
  /** Undefined: no e-mail is sent. */
  readonly mail: MailSettings | undefined;
}

export interface OidcSettings {
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name: string;
}

/** A setting that cannot be used: the message names it and says why. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Settings from the environment; an empty value counts as not set, and then `instead` counts. Throws ConfigError. */
export function readConfig(environment: Environment = process.env, instead: Environment = {}): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse({ ...instead, ...given });
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
    throw new ConfigError(`Swarmboard cannot start: ${problems.join('; ')}.`);
  }
  const { data } = parsed;
  if (data.SWARMBOARD_DEV === '1' && !isLoopback(data.HOST)) {
    throw new ConfigError('Swarmboard cannot start: SWARMBOARD_DEV lets anybody in by name, so HOST must be loopback.');
  }
  return {
    port: data.PORT,
    host: data.HOST,
    loopback: isLoopback(data.HOST),
    dataDir: data.DATA_DIR,
    mongodbUrl: data.MONGODB_URL,
    sessionSecret: data.SESSION_SECRET,
    publicUrl: data.PUBLIC_URL === undefined ? undefined : new URL(data.PUBLIC_URL),
    trustedProxies: proxiesOf(data.TRUSTED_PROXIES),
    logLevel: data.LOG_LEVEL,
    developer: data.SWARMBOARD_DEV === '1',
    egressAllow: (data.EGRESS_ALLOW ?? '').split(',').flatMap((one) => one.trim() || []),
    oidc: oidcOf(data),
    mail: mailOf(data),
  };
}

function proxiesOf(setting: string): TrustedProxies {
  try {
    return trustedProxiesOf(setting);
  } catch {
    throw new ConfigError(
      'Swarmboard cannot start: TRUSTED_PROXIES must be addresses or networks with commas between them, such as 10.0.0.0/8.',
    );
  }
}

/** `Name <address>`, or the address alone. */
const sender = /^(?:"?([^"<>]*?)"?\s*<([^\s<>@]+@[^\s<>@]+)>|([^\s<>@]+@[^\s<>@]+))$/;

function senderIn(from = ''): MailSettings['from'] | undefined {
  const [, name, bracketed, plain] = sender.exec(from.trim()) ?? [];
  const address = bracketed ?? plain;
  return address === undefined ? undefined : { name: name === undefined || name === '' ? 'Swarmboard' : name, address };
}

/** Both or neither: without a sender a mail server takes nothing. */
function mailOf({ SMTP_URL: smtpUrl, MAIL_FROM: from }: z.infer<typeof schema>): MailSettings | undefined {
  if (smtpUrl === undefined && from === undefined) return undefined;
  const sent = smtpUrl === undefined ? undefined : senderIn(from);
  if (smtpUrl !== undefined && sent) return { url: smtpUrl, from: sent };
  throw new ConfigError(
    'Swarmboard cannot start: e-mail needs SMTP_URL and MAIL_FROM, such as Swarmboard <swarmboard@example.com>, or neither.',
  );
}

/** All of it or nothing: half a provider would be a button that never works. */
function oidcOf(data: z.infer<typeof schema>): OidcSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_NAME: name } = data;
  if (issuer !== undefined && clientId !== undefined && clientSecret !== undefined) {
    return { issuer: new URL(issuer), clientId, clientSecret, name: name ?? new URL(issuer).hostname };
  }
  const needed = { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret };
  const missing = Object.entries(needed).flatMap(([setting, value]) => (value === undefined ? [setting] : []));
  if (missing.length === 3 && name === undefined) return undefined;
  throw new ConfigError(
    `Swarmboard cannot start: sign-in by a provider needs ${missing.join(' and ')} as well, or none of the OIDC settings.`,
  );
}
