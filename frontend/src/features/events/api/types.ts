/** The one place of this feature that knows how the generated types are called. */
export type {
  EventCount,
  EventSeries,
  EventsPoint,
  IssuedKey,
  Key,
  Project,
  ProjectOverview,
  ProjectPage as ProjectList,
  ProjectSession,
  ProjectSessionPage as SessionList,
  TopEvents,
  VisitorUse,
  VisitorUsePage as VisitorList,
} from '@/types/types.gen';
