import { useEffect, useRef, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { usePageVisible } from '@/hooks/use-page-visible';
import { apiPost } from '@/lib/api-client';
import { visitId } from '@/lib/visit';
import type { HeartbeatRequest, PageViewRequest } from '@/types/types.gen';

const HEARTBEAT_MS = 60_000;
/** The server takes no longer one. */
const MOST_CHARACTERS = 2_000;

/** Tells the server which pages its reader opens and, once a minute, that they are still there. */
export function TrackingProvider({ children }: { children: ReactNode }) {
  usePageViews();
  useHeartbeat();
  return children;
}

/** A page view for each path that is opened; another query on it is the same page. */
function usePageViews(): void {
  const { pathname } = useLocation();
  const before = useRef<{ pathname: string; path: string }>(undefined);
  useEffect(() => {
    if (before.current?.pathname === pathname) return;
    const path = location.pathname.slice(0, MOST_CHARACTERS);
    const referrer = before.current?.path ?? document.referrer.slice(0, MOST_CHARACTERS);
    before.current = { pathname, path };
    tell('pageview', { path, referrer, session_id: visitId() });
  }, [pathname]);
}

/** Nothing is told of a tab that nobody looks at. */
function useHeartbeat(): void {
  const visible = usePageVisible();
  useEffect(() => {
    if (!visible) return;
    const timer = setInterval(() => tell('heartbeat', { session_id: visitId() }), HEARTBEAT_MS);
    return () => clearInterval(timer);
  }, [visible]);
}

type Sign = { pageview: PageViewRequest; heartbeat: HeartbeatRequest };

/** Once and no more: what fails is not worth a second try, nor a word to the reader. */
function tell<Kind extends keyof Sign>(kind: Kind, body: Sign[Kind]): void {
  apiPost(`api/track/${kind}/`, { body }).catch(() => undefined);
}
