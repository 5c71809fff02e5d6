import { Icon } from '@/components/ui/Icon';

type RemovableChipProps = { text: string; onRemove: () => void };

/** A filter that is set, with an x that takes it off. */
export function RemovableChip({ text, onRemove }: RemovableChipProps) {
  return (
    <span className="flex h-7 min-w-0 items-center rounded-sm border border-accent bg-accent-soft pl-2.5 text-xs font-medium text-info max-sm:h-10">
      <span className="max-w-60 truncate" title={text}>
        {text}
      </span>
      <button
        type="button"
        aria-label={`Remove the filter ${text}`}
        onClick={onRemove}
        className="focus-inset grid h-full w-6 flex-none place-items-center max-sm:w-9"
      >
        <Icon name="close" size={12} />
      </button>
    </span>
  );
}
