import type { ReactNode } from 'react';
import { Icon } from '@/components/ui/Icon';

type NoticeProps = { children: ReactNode; action?: ReactNode; code?: string };

/** Something went wrong and the page goes on. The stable code is in the title, for copying. */
export function Notice({ children, action, code }: NoticeProps) {
  return (
    <div
      role="alert"
      title={code}
      className="flex flex-wrap items-center gap-x-2.5 gap-y-1 rounded-sm border border-l-3 border-border border-l-bad-solid bg-panel px-3 py-1.75"
    >
      <span className="text-bad">
        <Icon name="warning" size={14} />
      </span>
      <p className="min-w-0 flex-1">{children}</p>
      {action}
    </div>
  );
}
