import { ClosingList } from '@/components/filters/ClosingList';
import { ServerChoices } from '@/components/filters/ServerChoices';
import { Button } from '@/components/ui/Button';
import type { Choice } from '@/components/ui/ChoiceList';
import { FilterChip } from '@/components/ui/FilterChip';
import { RemovableChip } from '@/components/ui/RemovableChip';
import { filtersFromSearch, narrowed, unfiltered } from '@/features/requests/api/search';
import { MORE_FIELDS, chipText } from '@/features/requests/components/filter-fields';
import { MoreFilters } from '@/features/requests/components/MoreFilters';
import type { Choices } from '@/hooks/use-choices';
import type { DashboardRange } from '@/lib/range';

type FilterBarProps = {
  search: URLSearchParams;
  range: DashboardRange;
  isStaff: boolean;
  onChange: (search: URLSearchParams) => void;
};

const named = (value: string): Choice => ({ value, label: value });

const CHOSEN = [
  {
    name: 'status',
    label: 'Status',
    many: 'Statuses',
    pick: ({ statuses }: Choices) => statuses.map((status) => named(String(status))),
  },
  {
    name: 'model',
    label: 'Model',
    many: 'Models',
    pick: ({ models }: Choices) => models.map(named),
  },
  {
    name: 'endpoint',
    label: 'Endpoint',
    many: 'Endpoints',
    pick: ({ endpoints }: Choices) => endpoints.map(named),
  },
  {
    name: 'country',
    label: 'Country',
    many: 'Countries',
    pick: ({ countries }: Choices) => [
      ...countries.map(({ code, name }) => ({ value: code, label: name })),
      { value: 'unknown', label: 'Not known' },
    ],
  },
] as const;

/** What the list is narrowed by: each filter that is set can be taken off in one click. */
export function FilterBar({ search, range, isStaff, onChange }: FilterBarProps) {
  const filters = filtersFromSearch(search);
  const set = MORE_FIELDS.flatMap((field) => {
    const value = filters[field.name];
    return value === undefined ? [] : [{ field, value }];
  });
  return (
    <div role="group" aria-label="Filters" className="flex flex-wrap items-center gap-2">
      {CHOSEN.map(({ name, label, many, pick }) => (
        <FilterChip
          key={name}
          label={label}
          value={filters[name]}
          onClear={() => onChange(narrowed(search, name, undefined))}
        >
          <ServerChoices
            label={many}
            range={range}
            pick={pick}
            selected={filters[name]}
            onChoose={(value) => onChange(narrowed(search, name, value))}
          />
        </FilterChip>
      ))}
      {(isStaff || filters.user) && (
        <FilterChip
          label="User"
          value={filters.user}
          onClear={() => onChange(narrowed(search, 'user', undefined))}
        >
          <ClosingList
            label="Users"
            placeholder="Any user id"
            choices={[]}
            selected={filters.user}
            typed={(text) => `User with id ${text}`}
            message="Type an id"
            onChoose={(value) => onChange(narrowed(search, 'user', value))}
          />
        </FilterChip>
      )}
      {set.map(({ field, value }) => (
        <RemovableChip
          key={field.name}
          text={chipText(field, value)}
          onRemove={() => onChange(narrowed(search, field.name, undefined))}
        />
      ))}
      <MoreFilters search={search} onApply={onChange} />
      {Object.keys(filters).length > 0 && (
        <Button variant="ghost" size="sm" onClick={() => onChange(unfiltered(search))}>
          Clear all
        </Button>
      )}
    </div>
  );
}
