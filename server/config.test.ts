import { expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

test('without settings the board is on loopback, port 3000, with its data in ./data', () => {
  expect(readConfig({})).toMatchObject({ port: 3000, host: '127.0.0.1', loopback: true, dataDir: './data' });
});

test('an empty value counts as not set', () => {
  expect(readConfig({ PORT: '', MONGODB_URL: '' })).toMatchObject({ port: 3000, mongodbUrl: undefined });
});

test.each([
  ['PORT', 'often', 'PORT must be a number'],
  ['PORT', '70000', 'PORT must be between 0 and 65535'],
  ['MONGODB_URL', 'localhost:27017', 'MONGODB_URL must be a URL that starts with mongodb:// or mongodb+srv://'],
  ['PUBLIC_URL', 'board.example.com', 'PUBLIC_URL must be a URL that starts with http:// or https://'],
  ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be one of'],
  ['OIDC_ISSUER', 'http://id.example.com', 'OIDC_ISSUER must be a URL that starts with https://'],
  ['OIDC_ISSUER', 'https://id.example.com', 'needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET as well'],
  ['SMTP_URL', 'smtp://mail.example.com', 'e-mail needs SMTP_URL and MAIL_FROM'],
  ['MAIL_FROM', 'swarm@example.com', 'e-mail needs SMTP_URL and MAIL_FROM'],
  ['TRUSTED_PROXIES', 'nginx', 'TRUSTED_PROXIES must be addresses or networks'],
  ['OIDC_NAME', 'Example', 'needs OIDC_ISSUER and OIDC_CLIENT_ID and OIDC_CLIENT_SECRET as well'],
])('a bad %s (%s) stops the start with a sentence that says which and why', (name, value, sentence) => {
  expect(() => readConfig({ [name]: value })).toThrow(ConfigError);
  expect(() => readConfig({ [name]: value })).toThrow(sentence);
});

test.each(['localhost', '127.0.0.1', '::1'])('%s is loopback', (host) => {
  expect(readConfig({ HOST: host }).loopback).toBe(true);
});

test('an address that others can reach is not loopback', () => {
  expect(readConfig({ HOST: '0.0.0.0' }).loopback).toBe(false);
});

test('a provider is called by its host unless it has a name', () => {
  const oidc = { OIDC_ISSUER: 'https://id.example.com/realm', OIDC_CLIENT_ID: 'board', OIDC_CLIENT_SECRET: 'secret' };

  expect(readConfig({}).oidc).toBeUndefined();
  expect(readConfig(oidc).oidc).toMatchObject({ name: 'id.example.com', clientId: 'board' });
  expect(readConfig({ ...oidc, OIDC_NAME: 'Example' }).oidc).toMatchObject({ name: 'Example' });
});

test('e-mail is sent from an address, with a name or without', () => {
  const from = (text: string) => readConfig({ SMTP_URL: 'smtps://mail.example.com', MAIL_FROM: text }).mail?.from;

  expect(readConfig({}).mail).toBeUndefined();
  expect(from('swarm@example.com')).toEqual({ name: 'Swarmboard', address: 'swarm@example.com' });
  expect(from('"Acme Support" <swarm@example.com>')).toEqual({ name: 'Acme Support', address: 'swarm@example.com' });
  expect(() => from('Acme Support')).toThrow(ConfigError);
});
