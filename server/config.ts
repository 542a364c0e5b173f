import { z } from 'zod';

const isLoopback = (host: string) => /^(localhost|127(\.\d+){3}|::1|\[::1\])$/.test(host);

const url = (schemes: readonly string[]) =>
  z.string().refine((text) => schemes.some((scheme) => text.startsWith(`${scheme}://`)) && URL.canParse(text), {
    message: `must be a URL that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
  });

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
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be one of fatal, error, warn, info, debug, trace, silent',
    })
    .default('warn'),
  EGRESS_ALLOW: z.string().optional(),
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
  readonly logLevel: string;
  readonly developer: boolean;
  /** Hosts, addresses and CIDR ranges that webhooks may be sent to although they are not public. */
  readonly egressAllow: readonly string[];
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
    logLevel: data.LOG_LEVEL,
    developer: data.SWARMBOARD_DEV === '1',
    egressAllow: (data.EGRESS_ALLOW ?? '').split(',').flatMap((one) => one.trim() || []),
  };
}
