/** A key to press. */
export function Key({ children }: { children: string }) {
  return (
    <kbd className="inline-grid h-4.5 min-w-4.5 place-items-center rounded-xs border border-border-strong bg-panel px-1 font-mono text-2xs text-ink-2">
      {children}
    </kbd>
  );
}
