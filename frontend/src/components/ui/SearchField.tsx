import { useEffect, useState } from 'react';

type SearchFieldProps = { label: string; value: string; onSearch: (text: string) => void };

const TYPING_MS = 300;

/** Searches once the typing stops. */
export function SearchField({ label, value, onSearch }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  if (value !== known) {
    // Set from outside, as by the back button.
    setKnown(value);
    setText(value);
  }
  const wanted = text.trim();
  useEffect(() => {
    if (wanted === value) return;
    const timer = setTimeout(() => onSearch(wanted), TYPING_MS);
    return () => clearTimeout(timer);
  });
  return (
    <input
      type="search"
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(event) => setText(event.target.value)}
      className="h-7.5 w-60 rounded-sm border border-border-control bg-panel px-2.5 text-ink hover:border-ink-3 max-sm:h-11 max-sm:w-full max-sm:text-lg"
    />
  );
}
