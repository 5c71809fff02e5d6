import { useCallback, useSyncExternalStore } from 'react';

/** Whether a media query holds; `fallback` where there are no media to ask. */
export function useMediaQuery(query: string, fallback: boolean): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = mediaOf(query);
      media?.addEventListener('change', listener);
      return () => media?.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => mediaOf(query)?.matches ?? fallback);
}

function mediaOf(query: string): MediaQueryList | undefined {
  return (window as Partial<Window>).matchMedia?.(query);
}
