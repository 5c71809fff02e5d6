import { ClosingList } from '@/components/filters/ClosingList';
import { SearchField } from '@/components/ui/SearchField';
import { FilterChip } from '@/components/ui/FilterChip';
import { filtersFromSearch, KINDS, narrowed, type FilterName } from '@/features/live/api/search';

type LiveFilterBarProps = {
  search: URLSearchParams;
  onChange: (search: URLSearchParams) => void;
};

const OUTCOMES = [{ value: 'failed', label: 'Failed' }];

/** What the list is narrowed to; it stands in the address, so it can be shared. */
export function LiveFilterBar({ search, onChange }: LiveFilterBarProps) {
  const filters = filtersFromSearch(search);
  const set = (name: FilterName, value: string | undefined) =>
    onChange(narrowed(search, name, value));
  const chips = [
    { name: 'kind', label: 'Kind', many: 'Kinds', choices: KINDS },
    { name: 'outcome', label: 'Outcome', many: 'Outcomes', choices: OUTCOMES },
  ] as const;
  return (
    <div role="group" aria-label="Filters" className="relative flex flex-wrap items-center gap-2">
      <SearchField
        label="Endpoint, user, model, address"
        value={filters.q ?? ''}
        onSearch={(text) => set('q', text)}
      />
      {chips.map(({ name, label, many, choices }) => (
        <FilterChip
          key={name}
          label={label}
          value={choices.find(({ value }) => value === filters[name])?.label}
          onClear={() => set(name, undefined)}
        >
          <ClosingList
            label={many}
            placeholder="Choose"
            choices={choices}
            selected={filters[name]}
            onChoose={(value) => set(name, value)}
          />
        </FilterChip>
      ))}
    </div>
  );
}
