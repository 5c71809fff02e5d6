import { Popover } from '@/components/ui/Popover';
import { isSameRange, todayRange, type RangeName, type RangeOf } from '@/lib/range';
import { segment } from '@/components/ui/Segments';
import { CustomRangeForm } from '@/components/range/CustomRangeForm';
import { cx } from '@/lib/cx';

export type RangePickerProps<Name extends RangeName> = {
  /** What is offered between today and dates of one's own. */
  presets: readonly Name[];
  range: RangeOf<Name>;
  onChange: (range: RangeOf<Name>) => void;
  timeZone: string;
};

const spoken: Record<RangeName, string> = {
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '1m': 'Last month',
  '3m': 'Last 3 months',
  all: 'All time, by days of UTC',
};

const labels: Partial<Record<RangeName, string>> = { all: 'All' };

export function RangePicker<Name extends RangeName>({
  presets,
  range,
  onChange,
  timeZone,
}: RangePickerProps<Name>) {
  const today = todayRange(timeZone);
  const isToday = isSameRange(range, today);
  const isCustom = range.name === 'custom' && !isToday;
  return (
    <div
      role="group"
      aria-label="Range"
      className="flex divide-x divide-border rounded-sm border border-border-strong max-sm:order-3 max-sm:mb-2.5 max-sm:basis-full max-sm:*:flex-1 max-sm:[&_button]:px-1"
    >
      <button
        type="button"
        aria-pressed={isToday}
        title={`From midnight in ${timeZone} until now`}
        onClick={() => onChange(today)}
        className={segment(isToday)}
      >
        Today
      </button>
      {presets.map((preset) => (
        <button
          key={preset}
          type="button"
          aria-pressed={range.name === preset}
          title={spoken[preset]}
          onClick={() => onChange({ name: preset })}
          className={segment(range.name === preset)}
        >
          {labels[preset] ?? preset}
        </button>
      ))}
      <Popover
        align="end"
        pressed={isCustom}
        trigger="Custom"
        triggerClass={cx(segment(isCustom), 'w-full')}
        className="w-72 sm:right-auto sm:left-0"
      >
        <CustomRangeForm range={range} timeZone={timeZone} onApply={onChange} />
      </Popover>
    </div>
  );
}
