import { useSyncExternalStore } from 'react';
import type { StoredChoice } from '@/lib/stored-choice';

export function useStoredChoice<Value extends string>(choice: StoredChoice<Value>): Value {
  return useSyncExternalStore(choice.subscribe, choice.get);
}
