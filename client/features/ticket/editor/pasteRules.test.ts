import { expect, test } from 'vitest';
import { cleanLog, looksLikeLog, withoutStyles } from './pasteRules.ts';

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

  expect(withoutStyles(html)).toBe('<p class="x">style="a" <b>bold</b></p>');
});
