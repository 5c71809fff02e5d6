import { storedChoice } from '@/lib/stored-choice';

/** What the reader chose. `system` follows the operating system, by CSS alone. */
export type Theme = 'light' | 'dark' | 'system';

export const themeChoice = storedChoice<Theme>('theme', ['system', 'light', 'dark']);

export function setTheme(theme: Theme): void {
  themeChoice.set(theme);
  apply();
}

/** Puts the stored choice on the page and keeps it in step with other tabs. */
export function startTheme(): void {
  apply();
  themeChoice.subscribe(apply);
}

function apply(): void {
  const theme = themeChoice.get();
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
