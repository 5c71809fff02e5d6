/** The URL prefix under which Django mounted the app, with a slash at both ends. */
export function basePath(): string {
  const base = document.getElementById('root')?.dataset.base ?? '/';
  return base.endsWith('/') ? base : `${base}/`;
}

/** Where the Django admin is, apart from where this app is mounted; empty where there is none. */
export function adminPath(): string {
  return document.getElementById('root')?.dataset.admin ?? '/admin/';
}

/** Full path of a place on the server, such as `api/dashboard/`. */
export function serverPath(path: string): string {
  return basePath() + path;
}

/** Full address of the script that websites send their events with. */
export function trackerAddress(): string {
  const path = document.getElementById('root')?.dataset.tracker ?? '/static/sdk/tracker.min.js';
  return new URL(path, location.origin).href;
}

/** Where that script sends them; undefined where it finds out by itself. */
export function trackerTarget(): string | undefined {
  return basePath() === '/' ? undefined : location.origin + basePath();
}
