import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { endSession } from '@/lib/session';
import { auth, server } from '@/test/server';

// As long as a busy machine may take.
configure({ asyncUtilTimeout: 5_000 });

// What the charts ask for and jsdom lacks.
globalThis.ResizeObserver = class {
  observe = () => undefined;
  unobserve = () => undefined;
  disconnect = () => undefined;
};

Element.prototype.scrollIntoView = () => undefined;

// jsdom lays nothing out; everything is as large as a chart.
Element.prototype.getBoundingClientRect = () => new DOMRect(0, 0, 640, 212);

beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));

beforeEach(() => {
  document.body.innerHTML = '<div id="root" data-base="/"></div>';
  history.replaceState(null, '', '/');
});

afterEach(() => {
  cleanup();
  server.resetHandlers();
  auth.reset();
  endSession();
  localStorage.clear();
});

afterAll(() => server.close());
