import { lazy } from 'react';
import { BrowserRouter, Route, Routes } from 'react-router';
import { AppShell } from '@/app/AppShell';
import { NotFoundPage } from '@/app/NotFoundPage';
import { SignedIn } from '@/app/SignedIn';
import { TrackingProvider } from '@/app/TrackingProvider';
import { DashboardPage } from '@/features/dashboard/components/DashboardPage';
import { basePath } from '@/lib/base';

// Fetched when they are opened, so that the overview is there sooner.
const LivePage = lazy(() => import('@/features/live/components/LivePage'));
const DevicesPage = lazy(() => import('@/features/analytics/components/DevicesPage'));
const EventsPage = lazy(() => import('@/features/events/components/EventsPage'));
const FeaturesPage = lazy(() => import('@/features/analytics/components/FeaturesPage'));
const HoursPage = lazy(() => import('@/features/analytics/components/HoursPage'));
const PeoplePage = lazy(() => import('@/features/analytics/components/PeoplePage'));
const SessionPage = lazy(() => import('@/features/analytics/components/SessionPage'));
const RequestsPage = lazy(() => import('@/features/requests/components/RequestsPage'));
const ThreatsPage = lazy(() => import('@/features/threats/components/ThreatsPage'));
const UserPage = lazy(() => import('@/features/dashboard/components/UserPage'));

export function Router() {
  return (
    <BrowserRouter basename={basePath()}>
      <SignedIn>
        {(user) => (
          <TrackingProvider>
            <Routes>
              <Route element={<AppShell user={user} />}>
                <Route index element={<DashboardPage isStaff={user.isStaff} />} />
                <Route path="events" element={<EventsPage />} />
                <Route path="requests/:id?" element={<RequestsPage isStaff={user.isStaff} />} />
                {user.isStaff && <Route path="live" element={<LivePage />} />}
                {user.isStaff && <Route path="threats/:id?" element={<ThreatsPage />} />}
                {user.isStaff && <Route path="users/:id" element={<UserPage />} />}
                {user.isStaff && <Route path="people" element={<PeoplePage />} />}
                {user.isStaff && <Route path="sessions/:id" element={<SessionPage />} />}
                {user.isStaff && <Route path="features" element={<FeaturesPage />} />}
                {user.isStaff && <Route path="devices" element={<DevicesPage />} />}
                {user.isStaff && <Route path="hours" element={<HoursPage />} />}
                <Route path="*" element={<NotFoundPage />} />
              </Route>
            </Routes>
          </TrackingProvider>
        )}
      </SignedIn>
    </BrowserRouter>
  );
}
