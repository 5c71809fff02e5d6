import { lazy, useEffect } from 'react';
import { BrowserRouter, Outlet, Route, Routes, useLocation, useParams } from 'react-router';
import { EmbeddedShell } from '@/app/EmbeddedShell';
import { SignedIn } from '@/app/SignedIn';
import { Button } from '@/components/ui/Button';
import { Message } from '@/components/ui/Message';
import { DashboardPage } from '@/features/dashboard/components/DashboardPage';
import { basePath } from '@/lib/base';
import { isFramed, leaveFrame, shareSearch } from '@/lib/embedding';
import { userPathInAdmin } from '@/lib/links';

const UserPage = lazy(() => import('@/features/dashboard/components/UserPage'));

/** The dashboard or a user's page, alone in a frame; other places open in the window around it. */
export function EmbeddedRouter({ path }: { path: string }) {
  return (
    <BrowserRouter basename={path}>
      <SignedIn login={<SessionEnded />}>
        {(user) => (
          <Routes>
            <Route element={<EmbeddedShell />}>
              <Route element={<Shared />}>
                <Route index element={<DashboardPage isStaff={user.isStaff} />} />
                {user.isStaff && <Route path="users/:id" element={<FramedUser />} />}
              </Route>
              <Route path="*" element={<Elsewhere />} />
            </Route>
          </Routes>
        )}
      </SignedIn>
    </BrowserRouter>
  );
}

function SessionEnded() {
  return (
    <Message
      icon="warning"
      title="Your session has ended"
      action={<Button onClick={() => window.parent.location.reload()}>Sign in again</Button>}
    />
  );
}

/** Keeps the address of the page around in step. */
function Shared() {
  const { search } = useLocation();
  useEffect(() => shareSearch(search), [search]);
  return <Outlet />;
}

/** In the admin's own page about the user, which it opens where it is not. */
function FramedUser() {
  const { id = '' } = useParams();
  const { search } = useLocation();
  const around = userPathInAdmin(id);
  const elsewhere = isFramed() && window.parent.location.pathname !== around;
  useEffect(() => {
    if (elsewhere) leaveFrame(around + search);
  }, [elsewhere, around, search]);
  return elsewhere ? null : <UserPage />;
}

function Elsewhere() {
  const { pathname, search } = useLocation();
  useEffect(() => leaveFrame(basePath() + pathname.slice(1) + search), [pathname, search]);
  return null;
}
