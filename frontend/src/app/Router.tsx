import { BrowserRouter, Route, Routes } from 'react-router';
import { AppShell } from '@/app/AppShell';
import { NotFoundPage } from '@/app/NotFoundPage';
import { SignedIn } from '@/app/SignedIn';
import { DashboardPage } from '@/features/dashboard/components/DashboardPage';
import { basePath } from '@/lib/base';

export function Router() {
  return (
    <BrowserRouter basename={basePath()}>
      <SignedIn>
        {(user) => (
          <Routes>
            <Route element={<AppShell user={user} />}>
              <Route index element={<DashboardPage />} />
              <Route path="*" element={<NotFoundPage />} />
            </Route>
          </Routes>
        )}
      </SignedIn>
    </BrowserRouter>
  );
}
