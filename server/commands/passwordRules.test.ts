import { expect, test } from 'vitest';
import { Refusal } from '../../shared/domain/refusals.ts';
import { assertGoodPassword } from './passwordRules.ts';

const ada = { name: 'Ada Lovelace', email: 'ada.lovelace@analytical.example' };

test.each([
  ['elf zeichen', 'at least 12 are needed'],
  ['🐝🐝🐝🐝🐝🐝🐝🐝', 'It has 8 characters'],
  ['x'.repeat(257), 'more than 256'],
  ['aaaaaaaaaaaaaaaa', 'repeats or continues'],
  ['abcabcabcabcabc', 'repeats or continues'],
  ['123456789012', 'repeats or continues'],
  ['abcdefghijklmnop', 'repeats or continues'],
  ['qwertyuiop[]', 'repeats or continues'],
  ['Password2026!', 'tried first'],
  ['P@ssw0rd1234', 'tried first'],
  ['passwordpassword', 'tried first'],
  ['Welcome12345!', 'tried first'],
  ['iloveyou123456', 'tried first'],
  ['correcthorsebatterystaple', 'tried first'],
  ['Summer-Winter-2026', 'tried first'],
  ['jesuschrist1', 'tried first'],
  ['Ada-Lovelace-1815', 'mostly your name'],
  ['analytical.ada!', 'mostly your name'],
  ['Swarmboard2026', 'mostly your name'],
  ['swarmboard-ada', 'mostly your name'],
])('%s is not accepted: %s', (password, reason) => {
  expect(reasonOf(password)).toContain(reason);
});

test.each([
  'violet tram under snow',
  'my bee likes cold rain',
  'kT9#vLq2!xWz',
  'ada builds engines at night',
  'þrettán bláir fiskar',
  '十二个字符的密码也可以用的',
  'einsamer Leuchtturm',
  'x7Qp-passwordless-orbit',
])('%s is accepted', (password) => {
  expect(reasonOf(password)).toBeUndefined();
});

function reasonOf(password: string): unknown {
  try {
    assertGoodPassword(password, ada);
    return undefined;
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.code !== 'passwordNotAccepted') throw refusal;
    return (refusal.details as { reason: string }).reason;
  }
}
