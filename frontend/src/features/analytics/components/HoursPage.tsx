import { EmptyRange } from '@/components/range/EmptyRange';
import { Panel } from '@/components/ui/Panel';
import { panelState } from '@/components/ui/panel-state';
import { RowsSkeleton } from '@/components/ui/RowsSkeleton';
import { usePeakHours } from '@/features/analytics/api/charts';
import { busiest, hourSpan, WEEKDAYS } from '@/features/analytics/components/hours-of-week';
import { HoursTable } from '@/features/analytics/components/HoursTable';
import { PeriodPage } from '@/features/analytics/components/PeriodPage';
import { usePeriod } from '@/features/analytics/components/use-period';
import { formatCount } from '@/lib/format/numbers';

/** When it is busy. */
export default function HoursPage() {
  const view = usePeriod();
  const query = usePeakHours(view.range);
  const { data } = query;
  const peak = data && busiest(data.hours);
  return (
    <PeriodPage title="Peak hours" view={view} queries={[query]}>
      <Panel
        title="Requests by weekday and hour"
        sub={data && `in ${data.timezone}`}
        className="min-h-80"
        state={panelState(query, view.timeZone)}
        skeleton={<RowsSkeleton rows={7} />}
        empty={
          data &&
          !peak && (
            <EmptyRange data={data} what="requests" view={view}>
              They appear here as soon as your site answers one.
            </EmptyRange>
          )
        }
      >
        {data && peak && (
          <>
            <p className="px-3.5 pt-2 text-ink-2">
              Busiest:{' '}
              <b className="font-semibold text-ink">
                {WEEKDAYS[peak.weekday]?.long} {hourSpan(peak.hour)}
              </b>
              , {formatCount(peak.requests)} requests
            </p>
            <HoursTable hours={data.hours} most={peak.requests} />
          </>
        )}
      </Panel>
    </PeriodPage>
  );
}
