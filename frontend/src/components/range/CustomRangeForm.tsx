import { useState, type SubmitEvent } from 'react';
import { Button } from '@/components/ui/Button';
import { Field } from '@/components/ui/Field';
import { useClosePopover } from '@/components/ui/Popover';
import { customRange, lastDayOf, MAX_DAYS, type AnyRange, type CustomRange } from '@/lib/range';
import { addDays, daysBetween, isDate, todayIn } from '@/lib/time-zone';

type CustomRangeFormProps = {
  range: AnyRange;
  timeZone: string;
  onApply: (range: CustomRange) => void;
};

type Errors = { first?: string; last?: string };

/** First and last day, both part of the range. */
export function CustomRangeForm({ range, timeZone, onApply }: CustomRangeFormProps) {
  const close = useClosePopover();
  const today = todayIn(timeZone);
  const current = range.name === 'custom' ? range : customRange(addDays(today, -6), today);
  const [first, setFirst] = useState(current.start);
  const [last, setLast] = useState(lastDayOf(current));
  const [errors, setErrors] = useState<Errors>({});

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const found = validate(first, last, today);
    setErrors(found);
    if (found.first || found.last) return;
    onApply(customRange(first, last));
    close();
  };

  return (
    <form noValidate className="grid gap-3" onSubmit={submit}>
      <Field
        label="First day"
        type="date"
        max={today}
        autoFocus
        value={first}
        error={errors.first}
        onChange={(event) => setFirst(event.target.value)}
      />
      <Field
        label="Last day"
        type="date"
        max={today}
        value={last}
        error={errors.last}
        onChange={(event) => setLast(event.target.value)}
      />
      <p className="text-xs text-ink-3">Whole days in {timeZone}</p>
      <Button type="submit" variant="primary">
        Show
      </Button>
    </form>
  );
}

function validate(first: string, last: string, today: string): Errors {
  if (!isDate(first)) return { first: 'Choose a day' };
  if (!isDate(last)) return { last: 'Choose a day' };
  if (first > today) return { first: 'Must not be in the future' };
  if (last < first) return { last: 'Must not be before the first day' };
  if (daysBetween(first, last) + 1 > MAX_DAYS) return { last: `At most ${MAX_DAYS} days` };
  return {};
}
