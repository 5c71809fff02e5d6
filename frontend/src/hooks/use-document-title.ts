import { useEffect } from 'react';

/** Names the tab after the view. */
export function useDocumentTitle(view: string): void {
  useEffect(() => {
    document.title = `${view} · AI observability`;
  }, [view]);
}
