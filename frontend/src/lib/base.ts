/** The URL prefix under which Django mounted the app, with a slash at both ends. */
export function basePath(): string {
  const base = document.getElementById('root')?.dataset.base ?? '/';
  return base.endsWith('/') ? base : `${base}/`;
}

/** Where the Django admin is; the host decides, apart from where this app is mounted. */
export function adminPath(): string {
  return document.getElementById('root')?.dataset.admin ?? '/admin/';
}

/** Full path of a place on the server, such as `api/dashboard/`. */
export function serverPath(path: string): string {
  return basePath() + path;
}
