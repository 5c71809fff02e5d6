import { ChoiceList, type ChoiceListProps } from '@/components/ui/ChoiceList';
import { useClosePopover } from '@/components/ui/Popover';

/** A list in a popover, which a choice closes. */
export function ClosingList({ onChoose, ...list }: ChoiceListProps) {
  const close = useClosePopover();
  return (
    <ChoiceList
      {...list}
      onChoose={(value) => {
        close();
        onChoose(value);
      }}
    />
  );
}
