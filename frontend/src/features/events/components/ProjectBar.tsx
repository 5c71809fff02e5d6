import { Icon } from '@/components/ui/Icon';
import { Popover, useClosePopover } from '@/components/ui/Popover';
import { Select } from '@/components/ui/Select';
import type { Project } from '@/features/events/api/types';
import { NewProjectForm } from '@/features/events/components/NewProjectForm';

type ProjectBarProps = {
  projects: Project[];
  project: string;
  onChoose: (id: string) => void;
};

const button =
  'inline-flex h-9 items-center gap-1.5 rounded-sm border border-border-strong bg-panel px-2.75 font-medium hover:bg-hover max-sm:h-11';

/** Which project the page is about, and a way to begin another. */
export function ProjectBar({ projects, project, onChoose }: ProjectBarProps) {
  return (
    <div className="relative flex flex-wrap items-end gap-2">
      <div className="w-60 max-sm:flex-1">
        <Select
          label="Project"
          value={project}
          options={projects.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={onChoose}
        />
      </div>
      <Popover
        wide
        triggerClass={button}
        className="w-80 max-sm:w-auto"
        trigger={
          <>
            <Icon name="plus" size={14} />
            New project
          </>
        }
      >
        <MakeAndClose onMade={onChoose} />
      </Popover>
    </div>
  );
}

function MakeAndClose({ onMade }: { onMade: (id: string) => void }) {
  const close = useClosePopover();
  return (
    <NewProjectForm
      onMade={(id) => {
        onMade(id);
        close();
      }}
    />
  );
}
