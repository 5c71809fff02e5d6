import { Message } from '@/components/ui/Message';
import { Failed } from '@/components/ui/Panel';
import { panelState } from '@/components/ui/panel-state';
import { RowsSkeleton } from '@/components/ui/RowsSkeleton';
import { useProjects } from '@/features/events/api/projects';
import { NewProjectForm } from '@/features/events/components/NewProjectForm';
import { ProjectNumbers } from '@/features/events/components/ProjectNumbers';
import { useProjectView } from '@/features/events/components/use-project-view';
import { useDocumentTitle } from '@/hooks/use-document-title';

/** Events of websites, by project: the one that the URL names, else the newest. */
export default function EventsPage() {
  useDocumentTitle('Events');
  const view = useProjectView();
  const query = useProjects();
  const state = panelState(query, view.timeZone);
  const projects = query.data?.results ?? [];
  const project = view.wanted ?? projects[0]?.id;

  if (state.phase === 'loading') return <RowsSkeleton rows={8} />;
  if (state.phase === 'failed') return <Failed title="Projects" state={state} />;
  if (project === undefined) {
    return (
      <>
        <h1 className="text-lg font-semibold">Events</h1>
        <Message
          icon="bolt"
          title="No project yet"
          action={<NewProjectForm onMade={view.setProject} />}
        >
          A project counts page views and events of one website or service.
        </Message>
      </>
    );
  }
  if (!projects.some(({ id }) => id === project)) {
    return (
      <Message icon="inbox" title="There is no such project">
        It was removed, or it is not yours.
      </Message>
    );
  }
  return <ProjectNumbers key={project} projects={projects} project={project} view={view} />;
}
