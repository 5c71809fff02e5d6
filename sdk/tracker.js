// Sends page views and events of a website to its project. No cookies, no dependencies.
//
//   <script defer src="https://HOST/static/sdk/tracker.min.js" data-project="KEY"></script>
//
// data-api-url names the server where it is not the one that the script comes from. Whatever goes
// wrong in here never reaches the page.
(() => {
  const script = document.currentScript;
  const { project, apiUrl } = script.dataset;
  const endpoint =
    (apiUrl || new URL(script.src).origin).replace(/\/$/, '') + '/api/events/ingest/';
  const isOff =
    !project ||
    navigator.doNotTrack === '1' ||
    window.doNotTrack === '1' ||
    navigator.globalPrivacyControl;

  const PREFIX = 'tracker:';
  const MOST_WAITING = 500;
  // Fetches that outlive the page may carry 64 kB together.
  const MOST_BYTES = 50_000;
  const PAUSE = 2_000;
  const LONGEST_PAUSE = 60_000;

  let waiting = [];
  let flying = [];
  let failures = 0;
  let timer;
  let page = '';
  let referrer = document.referrer;
  let visit;

  const bytesOf = (event) => new Blob([JSON.stringify(event)]).size;

  const newId = () => crypto.getRandomValues(new Uint32Array(4)).join('-');

  // Where storage is forbidden, the page's own memory has to do.
  const quietly = (task) => {
    try {
      return task();
    } catch {
      return undefined;
    }
  };

  const keepVisit = (distinctId) => {
    visit = { id: visit?.id || newId(), distinctId };
    quietly(() => sessionStorage.setItem(PREFIX, JSON.stringify(visit)));
  };

  const keepWaiting = () =>
    quietly(() => {
      const key = PREFIX + visit.id;
      const left = [...flying, ...waiting];
      if (left.length) localStorage.setItem(key, JSON.stringify(left));
      else localStorage.removeItem(key);
    });

  // What earlier pages could not send. A page that is still open may send it, too: it counts once.
  const takeOver = () =>
    quietly(() => {
      for (const key of Object.keys(localStorage)) {
        if (!key.startsWith(PREFIX)) continue;
        const left = localStorage.getItem(key);
        localStorage.removeItem(key);
        waiting.push(...JSON.parse(left));
      }
    });

  const nextBatch = () => {
    let size = 0;
    const end = waiting.findIndex((event) => (size += bytesOf(event)) > MOST_BYTES);
    return waiting.splice(0, end < 0 ? waiting.length : end || 1);
  };

  const flushIn = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(flush, pause);
  };

  async function send(batch) {
    flying.push(...batch);
    let retryAfter = 0;
    let isDone = false;
    try {
      const response = await fetch(endpoint, {
        method: 'POST',
        keepalive: true,
        credentials: 'omit',
        headers: { 'Content-Type': 'application/json', 'X-API-Key': project },
        body: JSON.stringify({ events: batch }),
      });
      // What is refused as wrong will be wrong the next time, too.
      isDone = response.status < 500 && response.status !== 429;
      retryAfter = response.headers.get('Retry-After') * 1_000;
    } catch {
      // Offline, or nobody answers.
    }
    flying = flying.filter((event) => !batch.includes(event));
    if (isDone) failures = 0;
    else waiting.unshift(...batch);
    keepWaiting();
    if (!waiting.length) return;
    const pause = isDone ? 0 : Math.min(PAUSE * 2 ** failures++, LONGEST_PAUSE);
    flushIn(Math.max(retryAfter, pause * (1 + Math.random())));
  }

  function flush() {
    if (waiting.length && !flying.length && navigator.onLine) send(nextBatch());
  }

  // A last chance: past what is under way, in as many requests as it takes.
  const leave = () => {
    while (waiting.length && navigator.onLine) send(nextBatch());
  };

  const event = (name, properties = {}) =>
    quietly(() => {
      if (isOff) return;
      const made = {
        event: name,
        properties,
        session_id: visit.id,
        distinct_id: visit.distinctId,
        page_url: location.origin + location.pathname,
        referrer,
        timestamp: new Date().toISOString(),
        event_id: newId(),
      };
      // As it will be sent: what changes later is not this event's, and what is no JSON is none.
      if (bytesOf(made) > MOST_BYTES) return;
      waiting.push(JSON.parse(JSON.stringify(made)));
      waiting = waiting.slice(-MOST_WAITING);
      keepWaiting();
      if (!failures) flushIn(PAUSE);
    });

  const view = () => {
    const now = location.origin + location.pathname;
    if (now === page) return;
    if (page) referrer = page;
    page = now;
    event('page_view');
  };

  window.tracker = {
    event,
    identify: (distinctId) => isOff || keepVisit(String(distinctId)),
    reset: () => {
      visit = 0;
      isOff || keepVisit();
    },
  };

  if (isOff) return;
  visit = quietly(() => JSON.parse(sessionStorage.getItem(PREFIX)));
  keepVisit(visit?.distinctId);
  takeOver();
  for (const name of ['pushState', 'replaceState']) {
    const original = history[name];
    history[name] = function (...given) {
      original.apply(this, given);
      view();
    };
  }
  addEventListener('popstate', view);
  addEventListener('pageshow', ({ persisted }) => {
    // Back from the browser's cache, where the page had only been put to sleep.
    if (persisted) {
      page = '';
      view();
    }
  });
  addEventListener('online', flush);
  addEventListener('pagehide', leave);
  document.addEventListener('visibilitychange', () => document.hidden && leave());
  view();
})();
