import { Suspense, useState } from 'react';
import { Outlet } from 'react-router';
import { ToolbarSlotContext } from '@/components/ui/toolbar-slot';

/** What the page needs of a frame around it where the admin has its own. */
export function EmbeddedShell() {
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  return (
    <ToolbarSlotContext value={slot}>
      <div className="flex min-h-(--topbar) flex-wrap items-center gap-x-2" ref={setSlot} />
      <main className="grid min-w-0 content-start gap-3 pb-1">
        <Suspense fallback={<p className="appear-late text-ink-3">Loading</p>}>
          <Outlet />
        </Suspense>
      </main>
    </ToolbarSlotContext>
  );
}
