import { Button } from '@/components/ui/Button';
import { FieldError } from '@/components/ui/Field';
import { Icon } from '@/components/ui/Icon';
import { useExport } from '@/features/requests/api/export';
import { asApiError } from '@/lib/api-error';
import { EXPORT_FORMATS } from '@/lib/export';

/** All requests that match, as a file. */
export function ExportButtons({ search }: { search: URLSearchParams }) {
  const { mutate, isPending, isSuccess, error } = useExport(search);
  return (
    <div className="ml-auto flex items-center gap-1 max-sm:hidden">
      <span role="status" className="text-xs text-ink-3">
        {isPending && 'Preparing the file'}
        {isSuccess && 'Saved'}
        {error && <FieldError message={`Not saved. ${asApiError(error).message}`} />}
      </span>
      <Icon name="download" size={14} />
      {EXPORT_FORMATS.map((format) => (
        <Button
          key={format}
          size="sm"
          variant="ghost"
          disabled={isPending}
          aria-label={`Export as ${format.toUpperCase()}`}
          onClick={() => mutate(format)}
        >
          {format.toUpperCase()}
        </Button>
      ))}
    </div>
  );
}
