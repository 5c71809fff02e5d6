import { useMutation } from '@tanstack/react-query';
import { exportTable, type ExportFormat } from '@/lib/export';
import { scopeQuery, type Scope } from '@/lib/links';
import { viewerTimeZone } from '@/lib/time-zone';

export type ExportSection =
  | 'series'
  | 'summary'
  | 'errorsBreakdown'
  | 'topModels'
  | 'topCountries'
  | 'users'
  | 'feedback'
  | 'threats';

export type ExportOrder = { section: ExportSection; format: ExportFormat };

export function useExport(scope: Scope) {
  return useMutation({
    mutationFn: ({ section, format }: ExportOrder) =>
      exportTable(section, format, scopeQuery(scope, viewerTimeZone())),
  });
}
