import { UNKNOWN } from '@/lib/format/numbers';

/** Who it was, as the website says; who was not identified is known for a day, by a digest. */
export function VisitorName({ id }: { id: string }) {
  if (id === '') return <span title="The sender told nobody">{UNKNOWN}</span>;
  if (!id.startsWith('~')) return <span title={id}>{id}</span>;
  return (
    <span className="text-ink-2" title="Not identified: another one tomorrow">
      Anonymous <span className="font-mono text-xs">{id.slice(1, 7)}</span>
    </span>
  );
}
