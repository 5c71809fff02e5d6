import { Link } from 'react-router';
import { Button } from '@/components/ui/Button';
import { Message } from '@/components/ui/Message';
import { Pager } from '@/components/ui/Pager';
import { Panel } from '@/components/ui/Panel';
import type { PanelState } from '@/components/ui/panel-state';
import { RowsSkeleton } from '@/components/ui/RowsSkeleton';
import { filtersFromSearch, unfiltered } from '@/features/threats/api/search';
import type { ThreatPage } from '@/features/threats/api/types';
import { ThreatsTable } from '@/features/threats/components/ThreatsTable';
import { TriageForm } from '@/features/threats/components/TriageForm';
import { SELECTED, type Desk } from '@/features/threats/components/use-desk';
import { formatCount } from '@/lib/format/numbers';

type ThreatsListProps = {
  page: ThreatPage | undefined;
  state: PanelState;
  switching: boolean;
  desk: Desk;
  openId: string | undefined;
  search: URLSearchParams;
  timeZone: string;
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
};

export function ThreatsList({ page, state, switching, search, ...list }: ThreatsListProps) {
  const { onPrevious, onNext, ...table } = list;
  const filtered = Object.keys(filtersFromSearch(search)).length > 0;
  return (
    <div aria-busy={switching} className="grid">
      <Panel
        title={filtered ? 'Matching threats' : 'All threats'}
        sub="most urgent first"
        state={state}
        className="min-h-120"
        skeleton={<RowsSkeleton rows={12} />}
        foot={
          <Pager
            count={page?.results.length ?? 0}
            switching={switching}
            onBack={onPrevious}
            onForth={onNext}
          />
        }
        empty={page?.results.length === 0 && <Nothing search={search} filtered={filtered} />}
      >
        {list.desk.chosen.length > 0 && <Selection desk={list.desk} quiet={!!list.openId} />}
        {page && <ThreatsTable rows={page.results} search={search} {...table} />}
      </Panel>
    </div>
  );
}

/** What can be done with all that is selected. */
function Selection({ desk, quiet }: { desk: Desk; quiet: boolean }) {
  const resolved = desk.chosen.filter((row) => row.resolved).length;
  const some = resolved < desk.chosen.length;
  return (
    <div
      role="group"
      aria-label="Selected threats"
      className="mt-2 flex flex-wrap items-center gap-2 border-y border-border bg-selected px-3.5 py-2"
    >
      <b className="font-semibold">{formatCount(desk.chosen.length)} selected</b>
      <div className="min-w-0 flex-1">
        <TriageForm
          note={desk.noteAbout(SELECTED)}
          onNote={(text) => desk.setNote(SELECTED, text)}
          quiet={quiet}
          onResolve={some ? () => desk.judgeSelected('resolved') : undefined}
          onFalse={some ? () => desk.judgeSelected('false_positive') : undefined}
          onReopen={resolved > 0 ? () => desk.judgeSelected('open') : undefined}
        >
          <Button variant="ghost" onClick={desk.clear}>
            Select none
          </Button>
        </TriageForm>
      </div>
    </div>
  );
}

function Nothing({ search, filtered }: { search: URLSearchParams; filtered: boolean }) {
  return (
    <Message
      icon="inbox"
      title="No threats in this range"
      action={
        filtered && (
          <Link to={{ pathname: '/threats', search: `?${unfiltered(search)}` }}>
            Take all filters off
          </Link>
        )
      }
    >
      {filtered
        ? 'None passes all the filters that are set.'
        : 'They appear here as soon as something is found.'}
    </Message>
  );
}
