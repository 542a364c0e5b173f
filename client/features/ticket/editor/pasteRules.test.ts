import { expect, test } from 'vitest';
import { cleanLog, looksLikeLog, contentOnly } from './pasteRules.ts';

const logs: Record<string, string> = {
  'a Java stack trace': `java.lang.IllegalStateException: no route
    at com.acme.Router.route(Router.java:88)
    at com.acme.Main.main(Main.java:12)`,
  'a Python traceback': `Traceback (most recent call last):
  File "app.py", line 12, in <module>
KeyError: 'id'`,
  'a Node stack of one frame': `TypeError: x is not a function\n    at send (/srv/hooks.js:10:3)`,
  'dated log lines': `2026-11-03T10:00:01Z POST /v1/messages 500\n2026-11-03T10:00:02Z POST /v1/messages 500`,
  'an access log': `10.0.0.1 - - [03/Nov/2026:10:00:01] "GET /" ERROR\n10.0.0.1 - - ERROR`,
  'pretty JSON': `{\n  "error": "invalid_request",\n  "retry": false\n}`,
  logfmt: `level=info msg=started port=80\nlevel=warn msg=slow port=80`,
  'a curl trace': `> POST /v1/x HTTP/1.1\n> Host: api.example.com\n< HTTP/1.1 502 Bad Gateway`,
  'a long listing': Array.from({ length: 40 }, (_, i) => `workspace-${String(i)} active`).join('\n'),
};

test.each(Object.entries(logs))('%s is pasted as a code block', (_name, text) => {
  expect(looksLikeLog(text)).toBe(true);
});

const prose: Record<string, string> = {
  'one line, even with a time in it': '2026-11-03T10:00:01Z it broke',
  'an e-mail': 'Hello,\n\nsince Monday the webhook is late.\nCan you look?\n\nThanks\nAda',
  'a list of steps': '- restarted the worker\n- looked at the queue\n- asked the customer',
  'a long letter': Array.from({ length: 40 }, () => 'This is a sentence about the matter.').join('\n'),
  'a line that names a level in passing': 'They see an ERROR banner.\nNothing else.\nOnly on Mondays.\nSince March.',
};

test.each(Object.entries(prose))('%s stays text', (_name, text) => {
  expect(looksLikeLog(text)).toBe(false);
});

test('a pasted log loses terminal colours, carriage returns and trailing blank lines, and nothing else', () => {
  expect(cleanLog('\u001b[31mERROR\u001b[0m  bad\r\n\tat x\r\n\n')).toBe('ERROR  bad\n\tat x');
});

test('pasted markup loses its styles, while text that speaks of style stays', () => {
  const html = `<p style="color: red" class="x">style="a" <b STYLE='b'>bold</b></p>`;

  expect(contentOnly(html)).toBe('<p class="x">style="a" <b>bold</b></p>');
});

test.each([
  ['<img src=x onerror=alert(1)>', '<img src=x>'],
  [`<a/onclick="go()"/href='https://a.example'>x</a>`, `<a/href='https://a.example'>x</a>`],
  ['<a/onclick=go// <b onfocus=go>x</b>', '<a <b>x</b>'],
  ['<p class="a"ONFOCUS=go>on time = 3</p>', '<p class="a">on time = 3</p>'],
  ['<style>p { color: red }</style><p>x</p>', '<title>p { color: red }</title><p>x</p>'],
  ['<base href="//elsewhere.example"><p>x</p>', '<p>x</p>'],
])('of pasted %s only the content is looked at', (html, content) => {
  expect(contentOnly(html)).toBe(content);
});

test('markup that never ends does not keep the page busy', () => {
  const html = '<a <style <base on="'.repeat(50_000);
  const before = performance.now();

  contentOnly(html);

  expect(performance.now() - before).toBeLessThan(2_000);
});
