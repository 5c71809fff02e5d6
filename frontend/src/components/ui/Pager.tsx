import { Button } from '@/components/ui/Button';

type PagerProps = {
  /** Rows on this page. */
  count: number;
  switching: boolean;
  onBack: (() => void) | undefined;
  onForth: (() => void) | undefined;
  back?: string;
  forth?: string;
};

/** The foot of a list that is cut into pages. */
export function Pager({ count, switching, onBack, onForth, ...words }: PagerProps) {
  return (
    <>
      <span role="status" className="mr-auto">
        {switching ? 'Loading' : `${count} on this page`}
      </span>
      <Button size="sm" disabled={!onBack} onClick={onBack}>
        {words.back ?? 'Previous'}
      </Button>
      <Button size="sm" disabled={!onForth} onClick={onForth}>
        {words.forth ?? 'Next'}
      </Button>
    </>
  );
}
