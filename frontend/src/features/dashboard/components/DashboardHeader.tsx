import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { freshnessOf } from '@/components/range/freshness';
import { LiveHeader } from '@/components/range/LiveHeader';
import { PRESETS, type DashboardRange } from '@/lib/range';

type DashboardHeaderProps = {
  query: UseQueryResult;
  range: DashboardRange;
  onRangeChange: (range: DashboardRange) => void;
  timeZone: string;
  /** Beside the range. */
  children?: ReactNode;
};

/** The overview's part of the top bar: which time, in which zone, and how fresh. */
export function DashboardHeader({ query, range, onRangeChange, ...rest }: DashboardHeaderProps) {
  return (
    <LiveHeader
      picker={{ presets: PRESETS, range, onChange: onRangeChange }}
      {...freshnessOf([query])}
      {...rest}
    />
  );
}
