import { Icon } from '@/components/ui/Icon';
import { Popover } from '@/components/ui/Popover';
import { useStoredChoice } from '@/hooks/use-stored-choice';
import { setTheme, themeChoice, type Theme } from '@/lib/theme';

const choices: { theme: Theme; label: string }[] = [
  { theme: 'light', label: 'Light' },
  { theme: 'dark', label: 'Dark' },
  { theme: 'system', label: 'As the system' },
];

export function ThemeMenu() {
  const current = useStoredChoice(themeChoice);
  return (
    <Popover
      align="end"
      label="Theme"
      title="Theme"
      trigger={<Icon name={current === 'light' ? 'sun' : 'moon'} />}
      triggerClass="grid size-7.5 place-items-center rounded-sm text-ink-2 hover:bg-hover hover:text-ink max-sm:size-10"
      className="w-44"
    >
      <fieldset className="grid">
        <legend className="sr-only">Theme</legend>
        {choices.map(({ theme, label }) => (
          <label key={theme} className="flex h-8.5 items-center gap-2 max-sm:h-11">
            <input
              type="radio"
              name="theme"
              className="accent-accent"
              checked={current === theme}
              onChange={() => setTheme(theme)}
            />
            {label}
          </label>
        ))}
      </fieldset>
    </Popover>
  );
}
