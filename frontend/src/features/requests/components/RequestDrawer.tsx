import { Button } from '@/components/ui/Button';
import { Drawer } from '@/components/ui/Drawer';
import { Message } from '@/components/ui/Message';
import { panelState } from '@/components/ui/panel-state';
import { Failed } from '@/components/ui/Panel';
import { useRequest } from '@/features/requests/api/request';
import { RequestDetails } from '@/features/requests/components/RequestDetails';

type RequestDrawerProps = {
  id: string;
  search: URLSearchParams;
  timeZone: string;
  isStaff: boolean;
};

/** Everything about one request. */
export function RequestDrawer({ id, search, timeZone, isStaff }: RequestDrawerProps) {
  const query = useRequest(id);
  const state = panelState(query, timeZone);
  const missing = query.data === undefined && state.error?.status === 404;

  return (
    <Drawer
      title="Request"
      shown={id}
      list={{ pathname: '/requests', search: `?${search}` }}
      busy={query.isFetching}
    >
      {query.data?.id === id && (
        <RequestDetails
          request={query.data}
          timeZone={timeZone}
          isStaff={isStaff}
          search={search}
        />
      )}
      {missing && (
        <Message
          icon="inbox"
          title="There is no such request"
          action={
            <Button size="sm" onClick={state.retry}>
              Look again
            </Button>
          }
        >
          It may not be written yet, or its row was sampled away or removed by age.
        </Message>
      )}
      {state.phase === 'failed' && !missing && <Failed title="The request" state={state} />}
      {query.data?.id !== id && state.phase !== 'failed' && (
        <p className="appear-late p-3.5 text-ink-3">Loading the request</p>
      )}
    </Drawer>
  );
}
