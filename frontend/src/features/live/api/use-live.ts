import { useEffect, useEffectEvent, useReducer, useState } from 'react';
import { NOTHING, reduceFeed } from '@/features/live/api/feed';
import { watch, type Connection } from '@/features/live/api/socket';
import type { LiveMessage } from '@/features/live/api/types';

/** The live feed of the dashboard. While it is held, what comes waits. */
export function useLive(held: boolean) {
  const [feed, dispatch] = useReducer(reduceFeed, NOTHING);
  const [connection, setConnection] = useState<Connection>('connecting');

  const onMessage = useEffectEvent((message: LiveMessage) => {
    if (message.type === 'news') dispatch({ type: 'news', news: message, at: Date.now(), held });
  });
  useEffect(
    () =>
      watch('ws/dashboard/', {
        onConnection: setConnection,
        onMessage: (message) => onMessage(message),
      }),
    [],
  );
  return {
    feed,
    connection,
    show: () => dispatch({ type: 'show' }),
    clear: () => dispatch({ type: 'clear' }),
  };
}
