import { expect, test } from 'vitest';
import { type Signed, isSigned, isTimely, newSigningSecret, signatureOf } from './webhookSignature.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const signed: Signed = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: '1614265330',
  body: Buffer.from('{"test": 2432232314}'),
};

test('the example of Standard Webhooks is signed as it is there', () => {
  expect(signatureOf(secret, signed)).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

test('one right signature among several is enough', () => {
  const header = `v1a,bm90IG1pbmU= v1,bm90IGl0 ${signatureOf(secret, signed)}`;

  expect(isSigned(secret, signed, header)).toBe(true);
});

test.each([
  ['another id', { ...signed, id: 'msg_other' }],
  ['another time', { ...signed, timestamp: '1614265331' }],
  ['one other byte', { ...signed, body: Buffer.from('{"test": 2432232315}') }],
])('%s is not what was signed', (_what, changed) => {
  expect(isSigned(secret, changed, signatureOf(secret, signed))).toBe(false);
});

test.each([
  '',
  'v1,',
  'v1',
  'v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  'g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
])('“%s” is no signature', (header) => {
  expect(isSigned(secret, signed, header)).toBe(false);
});

test('another secret signs otherwise, and no two are alike', () => {
  const other = newSigningSecret();

  expect(other).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(isSigned(other, signed, signatureOf(secret, signed))).toBe(false);
});

test.each([
  [-301, false],
  [-300, true],
  [0, true],
  [300, true],
  [301, false],
])('a time that is %i s from now: %s', (seconds, isIn) => {
  const now = new Date('2026-03-01T12:00:00Z');

  expect(isTimely(String(now.getTime() / 1000 + seconds), now)).toBe(isIn);
});

test.each(['', 'now', '1e9', '-1', '1772366400.5', ' 1772366400'])('“%s” is no time', (timestamp) => {
  expect(isTimely(timestamp, new Date('2026-03-01T12:00:00Z'))).toBe(false);
});
