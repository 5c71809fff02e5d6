import type { LiveMessage } from '@/features/live/api/types';
import { serverPath } from '@/lib/base';
import { getAccessToken, getRefreshToken, renewAccessToken } from '@/lib/session';

/** `refused`: the server said that this account may not watch. */
export type Connection = 'connecting' | 'watching' | 'reconnecting' | 'refused';

type Listener = {
  onMessage: (message: LiveMessage) => void;
  onConnection: (connection: Connection) => void;
};

const PROTOCOL = 'dashboard.live';
const NOT_AUTHENTICATED = 4401;
const NOT_PERMITTED = 4403;
const LONGEST_PAUSE_MS = 30_000;

/** Watches a place of the server until the returned function is called; reconnects by itself. */
export function watch(path: string, { onMessage, onConnection }: Listener): () => void {
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let stopped = false;

  const open = async () => {
    const token = await currentToken();
    if (stopped) return;
    const protocols = token ? [PROTOCOL, `token.${token}`] : [PROTOCOL];
    socket = new WebSocket(socketUrl(path), protocols);
    socket.onmessage = ({ data }: MessageEvent<string>) => {
      const message = JSON.parse(data) as LiveMessage;
      if (message.type === 'watching') {
        failures = 0;
        onConnection('watching');
      }
      onMessage(message);
    };
    socket.onclose = ({ code }) => {
      if (stopped) return;
      if (code === NOT_PERMITTED) onConnection('refused');
      else again(code === NOT_AUTHENTICATED);
    };
  };

  const again = (needsToken: boolean) => {
    onConnection('reconnecting');
    const pause = Math.min(LONGEST_PAUSE_MS, 1000 * 2 ** failures);
    failures += 1;
    timer = setTimeout(() => void attempt(needsToken), pause);
  };

  const attempt = async (needsToken: boolean) => {
    try {
      if (needsToken && getRefreshToken()) await renewAccessToken();
      await open();
    } catch {
      if (!stopped) again(needsToken);
    }
  };

  const hurry = () => {
    if (stopped || socket?.readyState === WebSocket.OPEN || timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    void attempt(false);
  };

  onConnection('connecting');
  void attempt(false);
  window.addEventListener('online', hurry);
  return () => {
    stopped = true;
    clearTimeout(timer);
    window.removeEventListener('online', hurry);
    socket?.close();
  };
}

async function currentToken(): Promise<string | null> {
  return getAccessToken() ?? (getRefreshToken() ? await renewAccessToken() : null);
}

function socketUrl(path: string): string {
  const url = new URL(serverPath(path), window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}
