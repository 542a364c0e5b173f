import { expect, test } from 'vitest';
import { addressOf, trustedProxiesOf } from './address.ts';

function request(remoteAddress: string, forwarded?: string) {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  return { socket: { remoteAddress }, headers };
}

test.each([
  { who: 'nobody in between', remote: '203.0.113.7', forwarded: undefined, address: '203.0.113.7' },
  { who: 'somebody who makes an address up', remote: '203.0.113.7', forwarded: '10.1.2.3', address: '203.0.113.7' },
  { who: 'a trusted proxy', remote: '127.0.0.1', forwarded: '203.0.113.7', address: '203.0.113.7' },
  {
    who: 'a made-up address before a trusted proxy',
    remote: '10.0.0.1',
    forwarded: '1.1.1.1, 203.0.113.7',
    address: '203.0.113.7',
  },
  { who: 'two trusted proxies', remote: '127.0.0.1', forwarded: '203.0.113.7, 10.0.0.9', address: '203.0.113.7' },
])('with $who the address is $address', ({ remote, forwarded, address }) => {
  const trusted = trustedProxiesOf('loopback, 10.0.0.0/8');

  const found = addressOf(request(remote, forwarded), trusted);

  expect(found).toBe(address);
});

test('a setting that names no addresses is refused', () => {
  expect(() => trustedProxiesOf('the-proxy')).toThrow(TypeError);
});
