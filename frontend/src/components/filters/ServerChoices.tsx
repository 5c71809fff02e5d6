import { ClosingList } from '@/components/filters/ClosingList';
import type { Choice } from '@/components/ui/ChoiceList';
import { useChoices, type Choices } from '@/hooks/use-choices';
import { asApiError } from '@/lib/api-error';
import type { DashboardRange } from '@/lib/range';

type ServerChoicesProps = {
  /** Plural: Models. */
  label: string;
  range: DashboardRange;
  pick: (choices: Choices) => Choice[];
  selected: string | undefined;
  onChoose: (value: string) => void;
};

/** What occurred in the range; asked for when it is wanted. */
export function ServerChoices({ label, range, pick, selected, onChoose }: ServerChoicesProps) {
  const query = useChoices(range);
  const choices = query.data ? pick(query.data) : [];
  const word = label.toLowerCase();
  return (
    <ClosingList
      label={label}
      placeholder={`Filter ${word}`}
      choices={choices}
      selected={selected}
      message={
        query.isPending
          ? `Loading ${word}`
          : query.isError
            ? asApiError(query.error).message
            : choices.length === 0
              ? `No ${word} in this range`
              : undefined
      }
      onChoose={onChoose}
    />
  );
}
