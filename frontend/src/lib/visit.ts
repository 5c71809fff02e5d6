import { basePath } from '@/lib/base';

const storageKey = () => `ai-observability:${basePath()}:visit`;

/** This tab's name of its visit; another tab, or one opened anew, has another. */
export function visitId(): string {
  const known = sessionStorage.getItem(storageKey());
  if (known) return known;
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const id = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  sessionStorage.setItem(storageKey(), id);
  return id;
}
