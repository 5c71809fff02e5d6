/** Where the embedded page is, when this is it: the dashboard in a frame of the admin. */
export function embeddedPath(): string | undefined {
  return document.getElementById('root')?.dataset.embedded;
}

export function isEmbedded(): boolean {
  return embeddedPath() !== undefined;
}

/** Makes the frame as high as its content, and dark when the page around it is. */
export function startEmbedding(): void {
  const frame = window.frameElement;
  if (!isEmbedded() || frame === null) return;
  const around = frame.ownerDocument.documentElement;

  const fit = () => frame.setAttribute('height', String(document.body.scrollHeight));
  new ResizeObserver(fit).observe(document.body);

  const follow = () => {
    document.documentElement.dataset.theme = isDark(around) ? 'dark' : 'light';
  };
  follow();
  new MutationObserver(follow).observe(around, { attributeFilter: ['class', 'data-theme'] });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', follow);
}

export function isFramed(): boolean {
  return window.parent !== window;
}

/** Opens a page in the window around the frame. */
export function leaveFrame(path: string): void {
  window.parent.location.assign(path);
}

/** Puts the range and the filters into the address of the page around, so that it can be shared. */
export function shareSearch(search: string): void {
  if (isFramed()) window.parent.history.replaceState(null, '', search || '?');
}

/** unfold marks its dark mode with a class, Django's own admin with an attribute. */
function isDark(root: HTMLElement): boolean {
  const theme = root.dataset.theme;
  if (root.classList.contains('dark') || theme === 'dark') return true;
  return theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches;
}
