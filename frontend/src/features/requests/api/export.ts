import { useMutation } from '@tanstack/react-query';
import { questionOf } from '@/features/requests/api/search';
import { exportTable, type ExportFormat } from '@/lib/export';
import { atCursor } from '@/lib/list-search';
import { viewerTimeZone } from '@/lib/time-zone';

/** Saves all requests that the URL asks for, whatever page of the list is open. */
export function useExport(search: URLSearchParams) {
  return useMutation({
    mutationFn: (format: ExportFormat) =>
      exportTable('requests', format, questionOf(atCursor(search, undefined), viewerTimeZone())),
  });
}
