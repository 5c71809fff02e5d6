import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const django = 'http://127.0.0.1:8000';

export default defineConfig({
  // Relative, because the host decides under which URL static files are served.
  base: './',
  plugins: [react(), tailwindcss()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    outDir: '../dashboard/static/dashboard/app',
    emptyOutDir: true,
    manifest: true,
    target: 'baseline-widely-available',
    rolldownOptions: { input: 'src/main.tsx' },
  },
  server: { proxy: { '/api': django, '/admin': django } },
  test: {
    environment: 'jsdom',
    environmentOptions: { jsdom: { url: 'http://localhost/' } },
    setupFiles: ['src/test/setup.ts'],
    restoreMocks: true,
    // As long as a busy machine may take.
    testTimeout: 30_000,
    env: { TZ: 'UTC' },
  },
});
