import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { IssuedKey, Key, Project, ProjectList } from '@/features/events/api/types';
import { apiDelete, apiGet, apiPost } from '@/lib/api-client';
import type { NewKeyRequest, ProjectRequest, RotationRequest } from '@/types/types.gen';

const PROJECTS = ['projects'];
const keysOf = (project: string) => ['projects', project, 'keys'];
/** As many as the API gives at once. */
const MOST_PROJECTS = '200';

/** The projects that the reader may see, newest first. */
export function useProjects() {
  return useQuery(
    queryOptions({
      queryKey: PROJECTS,
      queryFn: ({ signal }) =>
        apiGet<ProjectList>('api/projects/', { query: { pageSize: MOST_PROJECTS }, signal }),
    }),
  );
}

export function useCreateProject() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ProjectRequest) => apiPost<Project>('api/projects/', { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: PROJECTS, exact: true }),
  });
}

/** All keys of a project, newest first. */
export function useKeys(project: string) {
  return useQuery(
    queryOptions({
      queryKey: keysOf(project),
      queryFn: ({ signal }) => apiGet<Key[]>(`api/projects/${project}/keys/`, { signal }),
    }),
  );
}

/** What can be done with the keys of a project. A new key is told in the answer and never again. */
export function useKeyChanges(project: string) {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: keysOf(project) });
  const path = `api/projects/${project}/keys/`;
  return {
    issue: useMutation({
      mutationFn: (body: NewKeyRequest) => apiPost<IssuedKey>(path, { body }),
      onSuccess,
    }),
    rotate: useMutation({
      mutationFn: ({ id, ...body }: RotationRequest & { id: string }) =>
        apiPost<IssuedKey>(`${path}${id}/rotate/`, { body }),
      onSuccess,
    }),
    revoke: useMutation({
      mutationFn: (id: string) => apiDelete(`${path}${id}/`),
      onSuccess,
    }),
  };
}
