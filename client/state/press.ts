const modifiers = ['Shift', 'Control', 'Alt', 'Meta', 'AltGraph'];
const isMac = () => /mac|iphone|ipad/i.test(navigator.userAgent);

/** A key press as bindings spell it, such as `mod+k`; undefined for a lone modifier or one that is not ours. */
export function pressOf(event: KeyboardEvent): string | undefined {
  const [mod, other] = isMac() ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey];
  if (other || modifiers.includes(event.key)) return undefined;
  const parts = [mod && 'mod', event.altKey && 'alt', isShifted(event, mod) && 'shift', nameOf(event.key)];
  return parts.filter((part) => part !== false).join('+');
}

/** Shift is part of a printed character such as `?`, and a modifier of everything else. */
function isShifted({ shiftKey, key }: KeyboardEvent, mod: boolean): boolean {
  return shiftKey && (key.length > 1 || mod || /[a-z]/i.test(key));
}

function nameOf(key: string): string {
  if (key === ' ') return 'Space';
  return key.length === 1 ? key.toLowerCase() : key;
}

/** Whether a press belongs to what has the focus: a field, a pressed button, an open dialog or menu. */
export function belongsElsewhere(event: KeyboardEvent): boolean {
  const { target } = event;
  if (!(target instanceof Element)) return false;
  if (target.closest('input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="textbox"]')) {
    return true;
  }
  if (target.closest('button, summary') && (event.key === 'Enter' || event.key === ' ')) return true;
  if (target.closest('a') && event.key === 'Enter') return true;
  return document.querySelector('dialog:modal, [popover="auto"]:popover-open') !== null;
}
