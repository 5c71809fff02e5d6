import { Popover } from '@/components/ui/Popover';
import { PRESETS, type DashboardRange, type Preset } from '@/features/dashboard/api/range';
import { CustomRangeForm } from '@/features/dashboard/components/CustomRangeForm';
import { cx } from '@/lib/cx';

type RangePickerProps = {
  range: DashboardRange;
  onChange: (range: DashboardRange) => void;
  timeZone: string;
};

const spoken: Record<Preset, string> = {
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '1m': 'Last month',
  '3m': 'Last 3 months',
};

export function RangePicker({ range, onChange, timeZone }: RangePickerProps) {
  return (
    <div
      role="group"
      aria-label="Range"
      className="flex divide-x divide-border rounded-sm border border-border-strong max-sm:order-3 max-sm:mb-2.5 max-sm:basis-full max-sm:*:flex-1"
    >
      {PRESETS.map((preset) => (
        <button
          key={preset}
          type="button"
          aria-pressed={range.name === preset}
          title={spoken[preset]}
          onClick={() => onChange({ name: preset })}
          className={segment(range.name === preset)}
        >
          {preset}
        </button>
      ))}
      <Popover
        align="end"
        pressed={range.name === 'custom'}
        trigger="Custom"
        triggerClass={cx(segment(range.name === 'custom'), 'w-full')}
        className="w-72 sm:right-auto sm:left-0"
      >
        <CustomRangeForm range={range} timeZone={timeZone} onApply={onChange} />
      </Popover>
    </div>
  );
}

function segment(pressed: boolean): string {
  return cx(
    'focus-inset h-7 px-2.5 font-medium max-sm:h-10 max-sm:px-1',
    pressed
      ? 'bg-accent-soft text-info shadow-[inset_0_-2px_0_var(--accent)]'
      : 'text-ink-2 hover:bg-hover hover:text-ink',
  );
}
