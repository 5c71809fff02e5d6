/** One of a few values that the browser remembers, the same in every tab. */
export type StoredChoice<Value extends string> = {
  get: () => Value;
  set: (value: Value) => void;
  /** Calls back when it changes, here or in another tab. */
  subscribe: (listener: () => void) => () => void;
};

/** The first value stands where nothing was chosen, and is not written down. */
export function storedChoice<Value extends string>(
  name: string,
  values: readonly [Value, ...Value[]],
): StoredChoice<Value> {
  const key = `ai-observability:${name}`;
  const listeners = new Set<() => void>();
  return {
    get: () => values.find((value) => value === localStorage.getItem(key)) ?? values[0],
    set: (value) => {
      if (value === values[0]) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
      listeners.forEach((listener) => listener());
    },
    subscribe: (listener) => {
      const elsewhere = (event: StorageEvent) => {
        if (event.key === key) listener();
      };
      listeners.add(listener);
      window.addEventListener('storage', elsewhere);
      return () => {
        listeners.delete(listener);
        window.removeEventListener('storage', elsewhere);
      };
    },
  };
}
