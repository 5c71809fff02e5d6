import { useState, type FocusEvent } from 'react';

/**
 * Whether the pointer, or the focus of a keyboard, is in a box, whose content must not move
 * meanwhile. What was clicked and left keeps its focus, but nobody is at it.
 */
export function useHeld() {
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  return {
    held: pointed || focused,
    box: {
      onPointerEnter: () => setPointed(true),
      onPointerLeave: () => setPointed(false),
      onFocus: ({ target }: FocusEvent) => setFocused(target.matches(':focus-visible')),
      onBlur: () => setFocused(false),
    },
  };
}
