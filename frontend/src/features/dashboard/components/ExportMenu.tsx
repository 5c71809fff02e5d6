import { Button } from '@/components/ui/Button';
import { FieldError } from '@/components/ui/Field';
import { Icon } from '@/components/ui/Icon';
import { Popover } from '@/components/ui/Popover';
import { useExport, type ExportOrder, type ExportSection } from '@/features/dashboard/api/export';
import { asApiError } from '@/lib/api-error';
import { EXPORT_FORMATS } from '@/lib/export';
import type { Scope } from '@/lib/links';

type ExportMenuProps = { scope: Scope; isStaff: boolean };

const SECTIONS: Record<ExportSection, string> = {
  series: 'Requests, cost and latency',
  summary: 'Summary',
  errorsBreakdown: 'Errors by status',
  topModels: 'Models',
  topCountries: 'Countries',
  users: 'Users',
  feedback: 'Feedback',
  threats: 'Threats',
};

/** The page's numbers as files, with its range and filters. */
export function ExportMenu({ scope, isStaff }: ExportMenuProps) {
  return (
    <div className="ml-auto max-sm:hidden">
      <Popover
        align="end"
        trigger={
          <>
            <Icon name="download" size={14} />
            Export
          </>
        }
        triggerClass="flex h-6 items-center gap-1.5 rounded-sm px-2 text-xs font-medium text-ink-2 hover:bg-hover hover:text-ink"
        className="w-90"
      >
        <Sections scope={scope} isStaff={isStaff} />
      </Popover>
    </div>
  );
}

function Sections({ scope, isStaff }: ExportMenuProps) {
  const { mutate, isPending, isSuccess, error, variables } = useExport(scope);
  const sections = (Object.keys(SECTIONS) as ExportSection[]).filter(
    (section) => isStaff || section !== 'threats',
  );
  return (
    <>
      <ul aria-label="Export">
        {sections.map((section) => (
          <li key={section} className="flex h-8 items-center gap-1">
            <span className="min-w-0 flex-1 truncate">{SECTIONS[section]}</span>
            {EXPORT_FORMATS.map((format) => (
              <Button
                key={format}
                size="sm"
                variant="ghost"
                disabled={isPending}
                aria-label={`${SECTIONS[section]} as ${format.toUpperCase()}`}
                onClick={() => mutate({ section, format })}
              >
                {format.toUpperCase()}
              </Button>
            ))}
          </li>
        ))}
      </ul>
      <div role="status" className="min-h-5 pt-1 text-xs text-ink-3">
        {isPending && `Preparing ${words(variables)}`}
        {isSuccess && `Saved ${words(variables)}`}
        {error && <FieldError message={`Not saved. ${asApiError(error).message}`} />}
        {!variables && 'With the range and the filters of this page'}
      </div>
    </>
  );
}

function words({ section, format }: ExportOrder): string {
  return `${SECTIONS[section]} as ${format.toUpperCase()}`;
}
