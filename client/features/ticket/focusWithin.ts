import type { Attachment } from 'svelte/attachments';

interface Listeners {
  readonly onenter?: () => void;
  readonly onleave?: () => void;
}

/** A press somewhere else takes the focus first and clicks later: what moves in between makes the click miss. */
const settleMs = 300;

/** Tells when the focus comes into an element and when it has left it for good, not when it moves about inside. */
export function focusWithin({ onenter, onleave }: Listeners): Attachment<HTMLElement> {
  return (element) => {
    let isIn = false;
    let leaving: ReturnType<typeof setTimeout> | undefined;
    const cameIn = () => {
      clearTimeout(leaving);
      if (!isIn) onenter?.();
      isIn = true;
    };
    const wentOut = ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget instanceof Node && element.contains(relatedTarget)) return;
      clearTimeout(leaving);
      leaving = setTimeout(() => {
        isIn = false;
        onleave?.();
      }, settleMs);
    };
    element.addEventListener('focusin', cameIn);
    element.addEventListener('focusout', wentOut);
    return () => {
      element.removeEventListener('focusin', cameIn);
      element.removeEventListener('focusout', wentOut);
    };
  };
}
