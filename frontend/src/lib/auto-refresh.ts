import { storedChoice } from '@/lib/stored-choice';

/** Whether pages that follow the server do so by themselves. */
export const autoRefreshChoice = storedChoice<'on' | 'off'>('auto-refresh', ['on', 'off']);
