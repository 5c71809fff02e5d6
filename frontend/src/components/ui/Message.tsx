import type { ReactNode } from 'react';
import { Icon, type IconName } from '@/components/ui/Icon';
import { cx } from '@/lib/cx';

type MessageProps = {
  icon: IconName;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  code?: string;
  alert?: boolean;
  className?: string | undefined;
};

/** What stands in a place that has nothing to show: why, and one next step. */
export function Message({ icon, title, children, action, code, alert, className }: MessageProps) {
  return (
    <div
      role={alert ? 'alert' : undefined}
      className={cx(
        'grid flex-1 place-content-center justify-items-center gap-1.5 text-center',
        className ?? 'p-4',
      )}
    >
      <span className={alert ? 'text-bad' : 'text-ink-3'}>
        <Icon name={icon} size={20} />
      </span>
      <p className="font-semibold" title={code}>
        {title}
      </p>
      {children && <p className="max-w-90 text-ink-2">{children}</p>}
      {action && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
