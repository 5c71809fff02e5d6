import { useEffect, useRef, type ReactNode } from 'react';
import { Link, useNavigate, type To } from 'react-router';
import { Icon } from '@/components/ui/Icon';

type DrawerProps = {
  title: string;
  /** What it shows: the heading takes the focus when it is another. */
  shown: string;
  /** Where its list is. */
  list: To;
  busy: boolean;
  /** Beside the close button. */
  actions?: ReactNode;
  /** Under a hairline, always in sight beside a list. */
  foot?: ReactNode;
  children: ReactNode;
};

export const HEADING_ID = 'drawer-heading';

/** One row beside its list; on a narrow screen a page of its own. Escape goes back. */
export function Drawer({ title, shown, list, busy, actions, foot, children }: DrawerProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const navigate = useNavigate();

  useEffect(() => heading.current?.focus(), [shown]);

  return (
    <section
      aria-labelledby={HEADING_ID}
      aria-busy={busy}
      onKeyDown={(event) => {
        if (event.key === 'Escape') void navigate(list);
      }}
      className="sticky top-[calc(var(--topbar)+12px)] flex min-h-120 flex-col overflow-auto rounded-md border border-border bg-panel shadow-1 drawer:max-h-[calc(100dvh-var(--topbar)-24px)] drawer:w-113 drawer:flex-none"
    >
      <div className="flex items-center gap-1 border-b border-border px-3.5 py-2">
        <h2 id={HEADING_ID} ref={heading} tabIndex={-1} className="mr-auto text-md font-semibold">
          {title}
        </h2>
        {actions}
        <Link
          to={list}
          className="inline-flex h-7.5 items-center gap-1.5 rounded-sm px-2 font-medium text-ink-2 hover:bg-hover hover:no-underline max-sm:h-10"
        >
          <Icon name="close" size={14} />
          <span className="drawer:sr-only">Back to the list</span>
        </Link>
      </div>
      <div className="flex flex-1 flex-col">{children}</div>
      {foot && (
        <div className="border-t border-border bg-panel p-3.5 drawer:sticky drawer:bottom-0">
          {foot}
        </div>
      )}
    </section>
  );
}
