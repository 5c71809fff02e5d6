import { MetricStrip } from '@/components/metrics/MetricStrip';
import { freshnessOf } from '@/components/range/freshness';
import { LiveHeader } from '@/components/range/LiveHeader';
import { RangeHeading } from '@/components/range/RangeHeading';
import { panelState } from '@/components/ui/panel-state';
import {
  useEventSeries,
  useProjectOverview,
  useProjectSessions,
  useTopEvents,
  useVisitors,
} from '@/features/events/api/numbers';
import type { Project } from '@/features/events/api/types';
import { EventCharts } from '@/features/events/components/EventCharts';
import { eventMetrics } from '@/features/events/components/event-metrics';
import { KeysCard } from '@/features/events/components/KeysCard';
import { ProjectBar } from '@/features/events/components/ProjectBar';
import { SessionsCard } from '@/features/events/components/SessionsCard';
import { TopEventsCard } from '@/features/events/components/TopEventsCard';
import type { ProjectView } from '@/features/events/components/use-project-view';
import { VisitorsCard } from '@/features/events/components/VisitorsCard';
import { useHeld } from '@/hooks/use-held';
import { comparedWith, PRESETS } from '@/lib/range';

type ProjectNumbersProps = { projects: Project[]; project: string; view: ProjectView };

/** What is counted of one project, and its keys. */
export function ProjectNumbers({ projects, project, view }: ProjectNumbersProps) {
  const { range, search, timeZone } = view;
  const asked = { project, search };
  const [visitorsHold, sessionsHold] = [useHeld(), useHeld()];
  const overview = useProjectOverview(asked);
  const series = useEventSeries(asked);
  const top = useTopEvents(asked);
  const visitors = useVisitors(asked, visitorsHold.held);
  const sessions = useProjectSessions(asked, sessionsHold.held);
  const queries = [overview, series, top, visitors, sessions];
  const of = <Answer,>(query: { data: Answer } & Parameters<typeof panelState>[0]) => ({
    data: query.data,
    state: panelState(query, timeZone),
    view,
  });
  return (
    <>
      <LiveHeader
        picker={{ presets: PRESETS, range, onChange: view.setRange }}
        timeZone={timeZone}
        {...freshnessOf(queries)}
      />
      <RangeHeading
        title="Events"
        data={overview.data}
        status={overview.isPlaceholderData ? 'loading the new range' : comparedWith(range)}
      />
      <ProjectBar projects={projects} project={project} onChoose={view.setProject} />
      <div
        aria-busy={queries.some((query) => query.isPlaceholderData)}
        className="grid min-w-0 gap-3"
      >
        <MetricStrip
          label="Events in numbers"
          state={panelState(overview, timeZone)}
          metrics={overview.data && eventMetrics(overview.data)}
          count={5}
          className="min-h-18 grid-cols-2 sm:grid-cols-3 lg:grid-cols-5"
        />
        <EventCharts {...of(series)} />
        <div className="grid items-start gap-3 *:min-w-0 lg:grid-cols-2">
          <div className="grid gap-3">
            <TopEventsCard {...of(top)} />
            <KeysCard key={project} project={project} timeZone={timeZone} />
          </div>
          <div {...visitorsHold.box} className="grid">
            <VisitorsCard
              {...of(visitors)}
              overview={overview.data}
              switching={visitors.isPlaceholderData}
            />
          </div>
        </div>
        <div {...sessionsHold.box} className="grid min-w-0">
          <SessionsCard
            {...of(sessions)}
            overview={overview.data}
            switching={sessions.isPlaceholderData}
          />
        </div>
      </div>
    </>
  );
}
