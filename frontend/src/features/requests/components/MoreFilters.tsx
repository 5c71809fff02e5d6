import { useState, type SubmitEvent } from 'react';
import { Button } from '@/components/ui/Button';
import { Field } from '@/components/ui/Field';
import { Icon } from '@/components/ui/Icon';
import { Popover, useClosePopover } from '@/components/ui/Popover';
import { Select } from '@/components/ui/Select';
import { filtersFromSearch, narrowed, type Filters } from '@/features/requests/api/search';
import { MORE_FIELDS, type FilterField } from '@/features/requests/components/filter-fields';

type MoreFiltersProps = {
  search: URLSearchParams;
  onApply: (search: URLSearchParams) => void;
};

/** Every further column that can be asked about. */
export function MoreFilters(props: MoreFiltersProps) {
  return (
    <Popover
      trigger={
        <>
          <Icon name="plus" size={12} />
          More
        </>
      }
      triggerClass="flex h-7 items-center gap-1 rounded-sm border border-dashed border-border-strong px-2.5 text-xs font-medium text-ink-2 hover:bg-hover hover:text-ink max-sm:h-10"
      className="max-h-[70dvh] w-108 overflow-auto max-sm:w-72"
    >
      <Form {...props} />
    </Popover>
  );
}

function Form({ search, onApply }: MoreFiltersProps) {
  const close = useClosePopover();
  const [values, setValues] = useState<Filters>(() => filtersFromSearch(search));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onApply(
      MORE_FIELDS.reduce((next, { name }) => narrowed(next, name, values[name]?.trim()), search),
    );
    close();
  };
  return (
    <form className="grid gap-3" onSubmit={submit}>
      <div className="grid grid-cols-2 gap-x-3 gap-y-2 max-sm:grid-cols-1">
        {MORE_FIELDS.map((field) => (
          <Input
            key={field.name}
            field={field}
            value={values[field.name] ?? ''}
            onChange={(value) => setValues({ ...values, [field.name]: value })}
          />
        ))}
      </div>
      <Button type="submit" variant="primary">
        Show
      </Button>
    </form>
  );
}

type InputProps = { field: FilterField; value: string; onChange: (value: string) => void };

function Input({ field: { label, kind, unit }, value, onChange }: InputProps) {
  const text = unit ? `${label} (${unit})` : label;
  if (kind === 'text' || kind === 'number') {
    return (
      <Field
        label={text}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        {...(kind === 'number' ? { type: 'number', min: 0, step: 'any' } : {})}
      />
    );
  }
  const options =
    kind === 'flag'
      ? [
          { value: 'true', label: 'yes' },
          { value: 'false', label: 'no' },
        ]
      : kind.map((option) => ({ value: option, label: option }));
  return <Select label={text} empty="any" value={value} options={options} onChange={onChange} />;
}
