import { Link } from 'react-router';
import { Message } from '@/components/ui/Message';
import { useDocumentTitle } from '@/hooks/use-document-title';

export function NotFoundPage() {
  useDocumentTitle('Not found');
  return (
    <Message
      icon="inbox"
      title="There is no such page"
      action={<Link to="/">Go to the overview</Link>}
    >
      The address may be mistyped, or the page has moved.
    </Message>
  );
}
