import { ClosingList } from '@/components/filters/ClosingList';
import { ServerChoices } from '@/components/filters/ServerChoices';
import type { Choice } from '@/components/ui/ChoiceList';
import { FilterChip } from '@/components/ui/FilterChip';
import type { UserUsage } from '@/features/dashboard/api/types';
import { useKnownUsers } from '@/features/dashboard/components/known-users';
import type { FilterName, Filters } from '@/lib/filters';
import type { DashboardRange } from '@/lib/range';

type DashboardFiltersProps = {
  range: DashboardRange;
  filters: Filters;
  /** Who can be chosen by name; any other user by id. */
  users: UserUsage[];
  /** Only staff see more than one user, so only they are offered the filter. */
  isStaff: boolean;
  onChange: (name: FilterName, value: string | undefined) => void;
};

const named = (value: string): Choice => ({ value, label: value });

/** What the page is narrowed to: a chip for each filter. */
export function DashboardFilters({
  range,
  filters,
  users,
  isStaff,
  onChange,
}: DashboardFiltersProps) {
  const names = useKnownUsers(users);
  const userName = filters.user && (names.get(filters.user) ?? filters.user);
  return (
    <div
      role="group"
      aria-label="Filters"
      className="relative flex min-w-0 flex-wrap gap-1.5 lg:flex-nowrap"
    >
      <FilterChip label="Model" value={filters.model} onClear={() => onChange('model', undefined)}>
        <ServerChoices
          label="Models"
          range={range}
          pick={({ models }) => models.map(named)}
          selected={filters.model}
          onChoose={(value) => onChange('model', value)}
        />
      </FilterChip>
      <FilterChip
        label="Endpoint"
        value={filters.endpoint}
        onClear={() => onChange('endpoint', undefined)}
      >
        <ServerChoices
          label="Endpoints"
          range={range}
          pick={({ endpoints }) => endpoints.map(named)}
          selected={filters.endpoint}
          onChoose={(value) => onChange('endpoint', value)}
        />
      </FilterChip>
      {(isStaff || filters.user) && (
        <FilterChip label="User" value={userName} onClear={() => onChange('user', undefined)}>
          <ClosingList
            label="Users"
            placeholder="Name, or any user id"
            choices={[...names].map(([value, label]) => ({ value, label }))}
            selected={filters.user}
            typed={(text) => `User with id ${text}`}
            onChoose={(value) => onChange('user', value)}
          />
        </FilterChip>
      )}
    </div>
  );
}
