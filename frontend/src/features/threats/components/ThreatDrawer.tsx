import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Button } from '@/components/ui/Button';
import { Drawer, HEADING_ID } from '@/components/ui/Drawer';
import { Icon } from '@/components/ui/Icon';
import { Message } from '@/components/ui/Message';
import { panelState } from '@/components/ui/panel-state';
import { Failed } from '@/components/ui/Panel';
import type { Verdict } from '@/features/threats/api/triage';
import type { ThreatView } from '@/features/threats/api/types';
import { BlockButtons } from '@/features/threats/components/BlockButtons';
import { LockButton } from '@/features/threats/components/LockButton';
import { ThreatDetails } from '@/features/threats/components/ThreatDetails';
import { TriageForm } from '@/features/threats/components/TriageForm';
import type { Desk } from '@/features/threats/components/use-desk';
import { adminPath } from '@/lib/base';
import { threatPathInAdmin } from '@/lib/links';
import { threatWords } from '@/lib/threat-words';

type ThreatDrawerProps = {
  id: string;
  query: UseQueryResult<ThreatView>;
  desk: Desk;
  search: URLSearchParams;
  timeZone: string;
};

/** Everything about one finding, and what becomes of it. */
export function ThreatDrawer({ id, query, desk, search, timeZone }: ThreatDrawerProps) {
  const state = panelState(query, timeZone);
  const view = query.data?.threat.id === id ? query.data : undefined;
  const missing = !view && state.error?.status === 404;
  const failed = !view && state.error !== null && !missing;
  const judge = (verdict: Verdict) => () => view && desk.judgeOne(view.threat, verdict);

  useEffect(() => {
    // The button that was pressed is gone: the keys of the drawer must still find it.
    if (document.activeElement === document.body) document.getElementById(HEADING_ID)?.focus();
  }, [view?.threat.resolved]);

  return (
    <Drawer
      title={view ? threatWords(view.threat.threatType) : 'Threat'}
      shown={id}
      list={{ pathname: '/threats', search: `?${search}` }}
      busy={query.isFetching}
      actions={<Steps desk={desk} />}
      foot={
        view && (
          <TriageForm
            note={desk.noteAbout(id)}
            onNote={(text) => desk.setNote(id, text)}
            onResolve={view.threat.resolved ? undefined : judge('resolved')}
            onFalse={view.threat.resolved ? undefined : judge('false_positive')}
            onReopen={view.threat.resolved ? judge('open') : undefined}
          >
            {view.mayBlock && view.threat.ipAddress && (
              <BlockButtons
                key={id}
                id={id}
                address={view.threat.ipAddress}
                block={view.block}
                timeZone={timeZone}
              />
            )}
            {view.mayLock && view.accountLocked !== null && (
              <LockButton key={`lock ${id}`} id={id} locked={view.accountLocked} />
            )}
            {adminPath() && <a href={threatPathInAdmin(id)}>Open in the admin</a>}
          </TriageForm>
        )
      }
    >
      {view && <ThreatDetails view={view} search={search} timeZone={timeZone} />}
      {missing && (
        <Message icon="inbox" title="There is no such threat">
          It may have been removed by age.
        </Message>
      )}
      {failed && <Failed title="The threat" state={state} />}
      {!view && !missing && !failed && (
        <p className="appear-late p-3.5 text-ink-3">Loading the threat</p>
      )}
    </Drawer>
  );
}

function Steps({ desk }: { desk: Desk }) {
  return (
    <>
      <Button
        variant="ghost"
        size="icon"
        aria-label="Previous threat"
        title="Previous (K)"
        disabled={!desk.neighbour(-1)}
        onClick={() => desk.move(-1)}
      >
        <Icon name="up" size={14} />
      </Button>
      <Button
        variant="ghost"
        size="icon"
        aria-label="Next threat"
        title="Next (J)"
        disabled={!desk.neighbour(1)}
        onClick={() => desk.move(1)}
      >
        <Icon name="down" size={14} />
      </Button>
    </>
  );
}
