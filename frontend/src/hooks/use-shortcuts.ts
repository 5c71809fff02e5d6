import { useEffect, useEffectEvent } from 'react';

/** What keys do, by `KeyboardEvent.key` in small letters. */
export type Shortcuts = Record<string, (event: KeyboardEvent) => void>;

const FIELDS = 'textarea, select, [contenteditable], input:not([type="checkbox"])';

/** Listens to single keys wherever the focus is, but for fields that one writes in. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest(FIELDS)) return;
    shortcuts[event.key.toLowerCase()]?.(event);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
}
