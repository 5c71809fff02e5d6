import type { ReactNode } from 'react';
import { Button } from '@/components/ui/Button';
import { Message } from '@/components/ui/Message';
import { useMe, type User } from '@/features/auth/api/me';
import { LoginPage } from '@/features/auth/components/LoginPage';
import { asApiError } from '@/lib/api-error';

type SignedInProps = {
  children: (user: User) => ReactNode;
  /** What everyone else sees, at the same URL. */
  login?: ReactNode;
};

/** Shows its content to who is signed in, and the login page to everyone else. */
export function SignedIn({ children, login = <LoginPage /> }: SignedInProps) {
  const me = useMe();
  if (me.data) return children(me.data);
  if (me.data === null) return login;
  if (me.isError) {
    const error = asApiError(me.error);
    return (
      <main className="grid min-h-dvh">
        <Message
          alert
          icon="warning"
          title="Your session could not be checked"
          code={error.code}
          action={
            <Button variant="primary" onClick={() => void me.refetch()}>
              Retry
            </Button>
          }
        >
          {error.message}
        </Message>
      </main>
    );
  }
  return (
    <main aria-busy="true" className="appear-late grid min-h-dvh place-items-center text-ink-3">
      Checking your session
    </main>
  );
}
