import { apiDownload } from '@/lib/api-client';
import { saveFile } from '@/lib/save-file';

export type ExportFormat = 'csv' | 'json';
export const EXPORT_FORMATS: ExportFormat[] = ['csv', 'json'];

/** Fetches a table as a file and saves it: a plain link would carry no credentials. */
export async function exportTable(
  section: string,
  format: ExportFormat,
  query: Record<string, string>,
): Promise<void> {
  const { content, filename } = await apiDownload('api/dashboard/export/', {
    query: { ...query, format, section },
  });
  saveFile(content, filename ?? `dashboard-${section}-${query.range}.${format}`);
}
