import { useId, type ReactNode } from 'react';
import { Badge } from '@/components/ui/Badge';
import { Button } from '@/components/ui/Button';
import { Icon } from '@/components/ui/Icon';
import { Message } from '@/components/ui/Message';
import type { PanelState } from '@/components/ui/panel-state';
import { cx } from '@/lib/cx';

type PanelProps = {
  title: string;
  sub?: string | undefined;
  actions?: ReactNode;
  state: PanelState;
  skeleton: ReactNode;
  /** Stands in for the content where there is truly nothing to show. */
  empty?: ReactNode;
  /** Under a hairline, at the bottom. */
  foot?: ReactNode;
  /** Where a link on the page can lead. */
  id?: string;
  className?: string;
  children: ReactNode;
};

/** A titled box that draws loading, failed, empty and outdated data the same way everywhere. */
export function Panel({ title, sub, actions, state, className, id, ...content }: PanelProps) {
  const headingId = useId();
  const filled = state.phase === 'ready' && !content.empty;
  return (
    <section
      id={id}
      aria-labelledby={headingId}
      aria-busy={state.phase === 'loading'}
      className={cx(
        'flex min-w-0 scroll-mt-16 flex-col rounded-md border border-border bg-panel shadow-1',
        className,
      )}
    >
      <div className="@container flex min-h-9 flex-none items-center gap-x-2 px-3.5 pt-2">
        {/* What has no room beside the title wraps out of sight. */}
        <div className="flex h-5 min-w-0 flex-1 flex-wrap items-baseline gap-x-2 overflow-hidden">
          <h2 id={headingId} className="font-semibold whitespace-nowrap">
            {title}
          </h2>
          {sub && <span className="text-xs leading-5 whitespace-nowrap text-ink-3">{sub}</span>}
        </div>
        <div className="flex flex-none items-center gap-3 text-xs text-ink-2">
          {state.phase === 'ready' && state.error && <Outdated title={title} state={state} />}
          {filled && actions}
        </div>
      </div>
      <PanelBody title={title} state={state} {...content} />
      {filled && content.foot && (
        <div className="flex min-h-8.5 flex-wrap items-center gap-x-2 border-t border-border px-3.5 py-1.5 text-xs text-ink-3">
          {content.foot}
        </div>
      )}
    </section>
  );
}

type PanelBodyProps = Pick<PanelProps, 'title' | 'state' | 'skeleton' | 'empty' | 'children'>;

function PanelBody({ title, state, skeleton, empty, children }: PanelBodyProps) {
  if (state.phase === 'loading') {
    return (
      <div className="appear-late flex flex-1 flex-col">
        <span className="sr-only">Loading {title}</span>
        {skeleton}
      </div>
    );
  }
  const hasEmpty = empty !== undefined && empty !== false;
  if (state.phase === 'failed') return <Failed title={title} state={state} />;
  return <div className="flex min-w-0 flex-1 flex-col">{hasEmpty ? empty : children}</div>;
}

type FailedProps = { title: string; state: PanelState; className?: string };

export function Failed({ title, state, className }: FailedProps) {
  return (
    <Message
      alert
      icon="warning"
      className={className}
      title={`${title} could not be loaded`}
      code={state.error?.code ?? ''}
      action={
        <Button onClick={state.retry}>
          <Icon name="retry" size={14} />
          Retry
        </Button>
      }
    >
      {state.error?.message}
    </Message>
  );
}

/** The data is still there but could not be refreshed. */
function Outdated({ title, state }: { title: string; state: PanelState }) {
  return (
    <span className="flex items-center gap-1">
      <Badge title={state.error?.code ?? ''}>from {state.since}</Badge>
      <Button variant="ghost" size="sm" onClick={state.retry} aria-label={`Retry ${title}`}>
        <Icon name="retry" size={14} />
      </Button>
    </span>
  );
}
