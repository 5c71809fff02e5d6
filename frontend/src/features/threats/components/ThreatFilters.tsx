import { ClosingList } from '@/components/filters/ClosingList';
import { Button } from '@/components/ui/Button';
import type { Choice } from '@/components/ui/ChoiceList';
import { FilterChip } from '@/components/ui/FilterChip';
import { RemovableChip } from '@/components/ui/RemovableChip';
import { SearchField } from '@/components/ui/SearchField';
import {
  filtersFromSearch,
  narrowed,
  unfiltered,
  type FilterName,
} from '@/features/threats/api/search';
import type { Summary } from '@/features/threats/api/types';
import { threatWords } from '@/lib/threat-words';

type ThreatFiltersProps = {
  search: URLSearchParams;
  summary: Summary | undefined;
  onChange: (search: URLSearchParams) => void;
};

type Chip = {
  name: FilterName;
  label: string;
  many: string;
  choices: Choice[];
  /** Offers what was typed as a value of its own. */
  typed?: (text: string) => string;
};

/** Filters that show only when a link has set them. */
const QUIET = [
  { name: 'user', label: 'User' },
  { name: 'request', label: 'Request' },
  { name: 'detector', label: 'Detector' },
] as const;

/** What the list is narrowed to: each filter that is set can be taken off in one click. */
export function ThreatFilters({ search, summary, onChange }: ThreatFiltersProps) {
  const filters = filtersFromSearch(search);
  const set = (name: FilterName, value: string | undefined) =>
    onChange(narrowed(search, name, value));
  return (
    <div role="group" aria-label="Filters" className="relative flex flex-wrap items-center gap-2">
      <SearchField
        label="Search descriptions"
        value={filters.q ?? ''}
        onSearch={(text) => set('q', text)}
      />
      {chipsOf(summary).map(({ name, label, many, choices, typed }) => (
        <FilterChip
          key={name}
          label={label}
          value={wordsFor(choices, filters[name])}
          onClear={() => set(name, undefined)}
        >
          <ClosingList
            label={many}
            placeholder={typed ? 'Choose or type' : 'Choose'}
            choices={choices}
            selected={filters[name]}
            {...(typed ? { typed } : {})}
            message={summary ? undefined : `The ${many.toLowerCase()} are not known yet`}
            onChoose={(value) => set(name, value)}
          />
        </FilterChip>
      ))}
      {QUIET.map(({ name, label }) => {
        const value = filters[name];
        return (
          value && (
            <RemovableChip
              key={name}
              text={`${label}: ${value}`}
              onRemove={() => set(name, undefined)}
            />
          )
        );
      })}
      {Object.keys(filters).length > 0 && (
        <Button variant="ghost" size="sm" onClick={() => onChange(unfiltered(search))}>
          Clear all
        </Button>
      )}
    </div>
  );
}

const STATES = [
  { value: 'open', label: 'Open' },
  { value: 'resolved', label: 'Resolved' },
  { value: 'false_positive', label: 'False positive' },
];
const LEVELS = [
  { value: 'critical', label: 'Critical' },
  { value: 'high', label: 'High' },
  { value: 'critical,high', label: 'Critical or high' },
  { value: 'medium', label: 'Medium' },
  { value: 'low', label: 'Low' },
];

/** What can be chosen: of types, countries and addresses, those that the range has. */
function chipsOf(summary: Summary | undefined): Chip[] {
  return [
    { name: 'state', label: 'State', many: 'States', choices: STATES },
    { name: 'severity', label: 'Severity', many: 'Severities', choices: LEVELS },
    {
      name: 'type',
      label: 'Type',
      many: 'Types',
      choices: (summary?.byType ?? []).map(({ threatType }) => ({
        value: threatType,
        label: threatWords(threatType),
      })),
    },
    {
      name: 'country',
      label: 'Country',
      many: 'Countries',
      choices: (summary?.byCountry ?? []).map(({ countryCode, country }) => ({
        value: countryCode,
        label: country,
      })),
      typed: (text) => `Country with code ${text.toUpperCase()}`,
    },
    {
      name: 'ip',
      label: 'Address',
      many: 'Addresses',
      choices: (summary?.topSources ?? []).map(({ ipAddress }) => ({
        value: ipAddress,
        label: ipAddress,
      })),
      typed: (text) => `The address ${text}`,
    },
  ];
}

function wordsFor(choices: Choice[], value: string | undefined): string | undefined {
  return choices.find((choice) => choice.value === value)?.label ?? value;
}
