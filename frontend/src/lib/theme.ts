/** What the reader chose. `system` follows the operating system, by CSS alone. */
export type Theme = 'light' | 'dark' | 'system';

const KEY = 'ai-observability:theme';
const listeners = new Set<() => void>();

export function getTheme(): Theme {
  const stored = localStorage.getItem(KEY);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

export function setTheme(theme: Theme): void {
  if (theme === 'system') localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, theme);
  announce();
}

/** Puts the stored choice on the page and keeps it in step with other tabs. */
export function startTheme(): void {
  apply();
  window.addEventListener('storage', (event) => {
    if (event.key === KEY) announce();
  });
}

export function subscribeTheme(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function announce(): void {
  apply();
  listeners.forEach((listener) => listener());
}

function apply(): void {
  const theme = getTheme();
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
