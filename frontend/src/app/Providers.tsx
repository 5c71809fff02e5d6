import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import { CrashPage } from '@/app/CrashPage';
import { ErrorBoundary } from '@/components/ui/ErrorBoundary';
import { forgetUser } from '@/features/auth/api/me';
import { onSignedOutElsewhere } from '@/lib/session';

export function Providers({ client, children }: { client: QueryClient; children: ReactNode }) {
  useEffect(() => onSignedOutElsewhere(() => forgetUser(client)), [client]);
  return (
    <ErrorBoundary fallback={() => <CrashPage />}>
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    </ErrorBoundary>
  );
}
