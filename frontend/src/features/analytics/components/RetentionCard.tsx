import type { ReactNode } from 'react';
import { Button } from '@/components/ui/Button';
import { Count } from '@/components/ui/Figure';
import { HeatCell } from '@/components/ui/HeatCell';
import { Message } from '@/components/ui/Message';
import { Panel } from '@/components/ui/Panel';
import { RowsSkeleton } from '@/components/ui/RowsSkeleton';
import { ScrollBox } from '@/components/ui/ScrollBox';
import { Td, Th } from '@/components/ui/Table';
import type { Cohort, Growth } from '@/features/analytics/api/types';
import type { PanelProps } from '@/features/analytics/components/view';
import { bucketLabel } from '@/components/charts/bucket-label';
import { formatCount } from '@/lib/format/numbers';

type RetentionCardProps = PanelProps<Growth> & { empty: ReactNode };

/** Of the users who were new in a week, how many came back so many weeks later. */
export function RetentionCard({ data, state, view, empty }: RetentionCardProps) {
  const weeks = data?.cohorts[0]?.retained.slice(1).map(({ week }) => week) ?? [];
  return (
    <Panel
      title="Retention"
      sub="percent of a week's new users, by weeks later"
      className="min-h-67.5 2xl:min-h-89.5"
      state={state}
      skeleton={<RowsSkeleton rows={6} />}
      empty={
        empty ??
        (data?.cohorts.every(({ users }) => users === 0) && (
          <Message
            icon="inbox"
            title="Nobody was new in these weeks"
            action={view.onWiden && <Button onClick={view.onWiden}>Show {view.wider}</Button>}
          >
            Who made their first request ever in a week is new in it.
          </Message>
        ))
      }
      foot={<span>The last number of a row is of the week that goes on.</span>}
    >
      {data && (
        <ScrollBox label="Retention as a table" className="max-h-49.5 2xl:max-h-71.5">
          <table className="w-full border-collapse">
            <caption className="sr-only">
              Percent of the users new in a week with a request so many weeks later
            </caption>
            <thead className="sticky top-0 z-(--z-sticky) bg-panel">
              <tr>
                <Th className="sticky left-0 bg-panel">New in</Th>
                <Th numeric>Users</Th>
                {weeks.map((week) => (
                  <Th key={week} numeric>
                    <abbr
                      className="no-underline"
                      title={`${week} ${week === 1 ? 'week' : 'weeks'} later`}
                    >
                      +{week}
                    </abbr>
                  </Th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.cohorts.map((cohort) => (
                <tr key={cohort.week}>
                  <Th scope="row" className="sticky left-0 bg-panel">
                    {bucketLabel(cohort.week, {
                      ...data,
                      bucket: 'week',
                      timeZone: data.timezone,
                    })}
                  </Th>
                  <Td numeric>
                    <Count value={cohort.users} />
                  </Td>
                  <Later cohort={cohort} />
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </Panel>
  );
}

/** Nobody of nobody is no share. */
function Later({ cohort: { users, retained } }: { cohort: Cohort }) {
  if (users === 0) return null;
  return retained.slice(1).map((later) => (
    <HeatCell
      key={later.week}
      heat={later.percentage / 100}
      title={`${formatCount(later.users)} of ${formatCount(users)}`}
    >
      {later.percentage.toFixed(0)}
    </HeatCell>
  ));
}
