const isMac = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent);

const names: Record<string, string> = {
  mod: isMac ? '⌘' : 'Ctrl',
  alt: isMac ? '⌥' : 'Alt',
  shift: isMac ? '⇧' : 'Shift',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  enter: '↵',
  escape: 'Esc',
  space: 'Space',
};

/** The caps to show for keys as they are registered: `mod+k` is ⌘ K or Ctrl K, `g b` is G B. */
export function keyCaps(keys: string): string[] {
  return keys.split(/[ +]/).map((key) => names[key.toLowerCase()] ?? key.toUpperCase());
}
