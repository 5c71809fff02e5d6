import { useState } from 'react';
import { Notice } from '@/components/ui/Notice';
import { Message } from '@/components/ui/Message';
import { Panel } from '@/components/ui/Panel';
import { panelState } from '@/components/ui/panel-state';
import { Button } from '@/components/ui/Button';
import { RowsSkeleton } from '@/components/ui/RowsSkeleton';
import { useKeyChanges, useKeys } from '@/features/events/api/projects';
import { KeysTable } from '@/features/events/components/KeysTable';
import { NewKey } from '@/features/events/components/NewKey';
import { asApiError } from '@/lib/api-error';

type KeysCardProps = { project: string; timeZone: string };

/** The keys of a project: issued, rotated, revoked. */
export function KeysCard({ project, timeZone }: KeysCardProps) {
  const keys = useKeys(project);
  const { issue, rotate, revoke } = useKeyChanges(project);
  const [shown, setShown] = useState<string>();
  const failed = issue.error ?? rotate.error ?? revoke.error;
  const busy = issue.isPending || rotate.isPending || revoke.isPending;
  const show = { onSuccess: ({ key }: { key: string }) => setShown(key) };
  const make = (
    <Button size="sm" disabled={busy} onClick={() => issue.mutate({ name: '' }, show)}>
      New key
    </Button>
  );
  return (
    <Panel
      title="Keys"
      sub="shown once, when they are issued"
      className="min-h-40"
      state={panelState(keys, timeZone)}
      skeleton={<RowsSkeleton rows={2} />}
      actions={make}
      empty={
        keys.data?.length === 0 &&
        shown === undefined && (
          <Message icon="inbox" title="No key yet" action={make}>
            A website sends its events with one.
          </Message>
        )
      }
    >
      {shown !== undefined && <NewKey value={shown} onDone={() => setShown(undefined)} />}
      {failed && (
        <div className="px-3.5 py-2">
          <Notice code={asApiError(failed).code}>{asApiError(failed).message}</Notice>
        </div>
      )}
      {keys.data && (
        <KeysTable
          keys={keys.data}
          timeZone={timeZone}
          busy={busy}
          onRotate={(id) => rotate.mutate({ id }, show)}
          onRevoke={(id) => revoke.mutate(id)}
        />
      )}
    </Panel>
  );
}
