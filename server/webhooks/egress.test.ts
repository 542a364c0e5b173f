import { expect, test } from 'vitest';
import { type EgressRule, type Target, mayReach, targetOf } from './egress.ts';

const strict: EgressRule = { loopback: false, allow: [] };
const developer: EgressRule = { loopback: true, allow: [] };
const answering =
  (...addresses: string[]) =>
  () =>
    Promise.resolve(addresses.map((address): Target => ({ address, family: address.includes(':') ? 6 : 4 })));

test.each([
  '169.254.169.254',
  '127.0.0.1',
  '127.8.9.1',
  '0.0.0.0',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '100.64.0.1',
  '192.0.2.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:169.254.169.254',
  '::127.0.0.1',
  '::7f00:1',
  '4000::1',
  '::ffff:0:10.0.0.1',
  '64:ff9b::a9fe:a9fe',
  '2002:7f00:1::',
  'fe80::1',
  'fd00:ec2::254',
  'fec0::1',
  'ff02::1',
  '2001:db8::1',
  'nonsense',
])('[A14] %s is out of reach', (address) => {
  expect(mayReach(address, strict)).toBe(false);
});

test.each(['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946', '::ffff:93.184.216.34'])(
  '%s is public',
  (address) => {
    expect(mayReach(address, strict)).toBe(true);
  },
);

test.each([
  'http://127.0.0.1/',
  'http://2130706433/',
  'http://0x7f000001/',
  'http://0177.0.0.1/',
  'http://127.1/',
  'http://[::ffff:7f00:1]/',
  'http://[::1]/',
  'http://169.254.169.254/latest/meta-data/',
  'http://0/',
])('[A14] %s is refused however it is written', async (url) => {
  await expect(targetOf(new URL(url), strict)).rejects.toMatchObject({ code: 'egressDenied' });
});

test('[A14] a name with one address inside and one outside is refused', async () => {
  const resolve = answering('93.184.216.34', '10.0.0.1');

  await expect(targetOf(new URL('https://mixed.example/'), strict, resolve)).rejects.toMatchObject({
    code: 'egressDenied',
  });
});

test('[A14] a name that means this machine is refused', async () => {
  const localhost = targetOf(new URL('http://localhost:9200/'), strict, answering('127.0.0.1', '::1'));

  await expect(localhost).rejects.toMatchObject({ code: 'egressDenied' });
});

test('a public name is resolved once and leads to the address that was looked at', async () => {
  let asked = 0;
  const rebinding = () => answering(asked++ === 0 ? '93.184.216.34' : '127.0.0.1')();

  const target = await targetOf(new URL('https://rebinding.example/'), strict, rebinding);

  expect(target).toEqual({ address: '93.184.216.34', family: 4 });
  expect(asked).toBe(1);
});

test('a developer’s server reaches itself, and nothing else that is private', () => {
  expect(mayReach('127.0.0.1', developer)).toBe(true);
  expect(mayReach('::1', developer)).toBe(true);
  expect(mayReach('10.0.0.1', developer)).toBe(false);
  expect(mayReach('169.254.169.254', developer)).toBe(false);
});

test('what the operator lists may be reached: a host, an address, a range', async () => {
  const rule: EgressRule = { loopback: false, allow: ['Hooks.Internal', '10.0.0.5', '192.168.7.0/24', 'fd00::/8'] };

  expect(mayReach('10.0.0.5', rule)).toBe(true);
  expect(mayReach('10.0.0.6', rule)).toBe(false);
  expect(mayReach('192.168.7.9', rule)).toBe(true);
  expect(mayReach('fd12::1', rule)).toBe(true);
  const inside = await targetOf(new URL('http://hooks.internal/'), rule, answering('172.16.0.1'));
  expect(inside.address).toBe('172.16.0.1');
  await expect(targetOf(new URL('http://other.internal/'), rule, answering('172.16.0.1'))).rejects.toThrow();
});
