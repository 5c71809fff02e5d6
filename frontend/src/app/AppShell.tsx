import { Suspense, useState } from 'react';
import { Link, Outlet } from 'react-router';
import { NavLinks, TabBar } from '@/app/Navigation';
import { ThemeMenu } from '@/app/ThemeMenu';
import { BrandMark } from '@/components/ui/BrandMark';
import { Icon } from '@/components/ui/Icon';
import { Popover } from '@/components/ui/Popover';
import { ToolbarSlotContext } from '@/components/ui/toolbar-slot';
import type { User } from '@/features/auth/api/me';
import { UserMenu } from '@/features/auth/components/UserMenu';

/** The frame around every page: navigation, and a top bar that the page adds its controls to. */
export function AppShell({ user }: { user: User }) {
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  return (
    <ToolbarSlotContext value={slot}>
      <a
        href="#main"
        className="fixed -top-20 left-2 z-(--z-toast) rounded-sm bg-accent px-3 py-1.5 text-on-accent focus:top-2"
      >
        Skip to content
      </a>
      <div className="min-h-dvh md:grid md:grid-cols-[var(--nav)_minmax(0,1fr)] md:grid-rows-[var(--topbar)_1fr]">
        <header className="sticky top-0 z-(--z-nav) flex flex-wrap items-center gap-x-2 border-b border-border bg-panel px-3 sm:h-(--topbar) sm:flex-nowrap sm:px-4 md:col-span-2 md:pl-0">
          <MobileNav user={user} />
          <Link
            to="/"
            className="flex h-12 flex-none items-center gap-2.25 text-md font-semibold text-ink hover:no-underline md:mr-2 md:w-(--nav) md:border-r md:border-border md:px-3.5"
          >
            <BrandMark />
            <span className="max-[383px]:sr-only sm:max-md:sr-only">AI observability</span>
          </Link>
          <div ref={setSlot} className="contents" />
          <div className="flex flex-none items-center gap-1 max-sm:order-2 md:gap-2">
            <ThemeMenu />
            <UserMenu user={user} />
          </div>
        </header>
        <aside className="border-r border-border bg-panel px-2 py-3 max-md:hidden">
          <nav aria-label="Main" className="sticky top-[calc(var(--topbar)+12px)]">
            <NavLinks user={user} />
          </nav>
        </aside>
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto grid w-full max-w-550 min-w-0 content-start gap-3 p-3 max-sm:pb-20 sm:p-4"
        >
          <Suspense fallback={<p className="appear-late text-ink-3">Loading</p>}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <TabBar user={user} />
    </ToolbarSlotContext>
  );
}

/** Between phone and desktop the navigation hides behind a button. */
function MobileNav({ user }: { user: User }) {
  if (!user.isStaff) return null;
  return (
    <div className="max-sm:hidden md:hidden">
      <Popover
        label="Navigation"
        trigger={<Icon name="menu" />}
        triggerClass="grid size-7.5 place-items-center rounded-sm text-ink-2 hover:bg-hover"
        className="w-51"
      >
        <nav aria-label="Main">
          <NavLinks user={user} />
        </nav>
      </Popover>
    </div>
  );
}
