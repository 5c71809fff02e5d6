import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { RangePicker, type RangePickerProps } from '@/components/range/RangePicker';
import { TimeZoneLabel } from '@/components/range/TimeZoneLabel';
import { useToolbarSlot } from '@/components/ui/toolbar-slot';
import type { RangeName } from '@/lib/range';

type RangeToolbarProps<Name extends RangeName> = {
  /** Missing where a page is about one thing, whenever it was. */
  picker?: Omit<RangePickerProps<Name>, 'timeZone'> | undefined;
  timeZone: string;
  /** How fresh the page is. */
  fresh: ReactNode;
  /** Beside the range. */
  children?: ReactNode;
};

/** A page's part of the top bar: which time, in which zone, and how fresh. */
export function RangeToolbar<Name extends RangeName>({
  picker,
  timeZone,
  fresh,
  children,
}: RangeToolbarProps<Name>) {
  const slot = useToolbarSlot();
  if (!slot) return null;
  return createPortal(
    <>
      {picker && <RangePicker {...picker} timeZone={timeZone} />}
      {children}
      <div className="ml-auto flex items-center gap-3 max-sm:order-1 max-sm:gap-1">
        {fresh}
        <TimeZoneLabel timeZone={timeZone} />
      </div>
    </>,
    slot,
  );
}
