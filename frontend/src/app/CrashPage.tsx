import { Button } from '@/components/ui/Button';
import { Message } from '@/components/ui/Message';

/** The last resort, when the page itself failed. */
export function CrashPage() {
  return (
    <main className="grid min-h-dvh">
      <Message
        alert
        icon="warning"
        title="This page stopped working"
        action={
          <Button variant="primary" onClick={() => location.reload()}>
            Reload
          </Button>
        }
      >
        Your data is safe; only the view of it failed.
      </Message>
    </main>
  );
}
