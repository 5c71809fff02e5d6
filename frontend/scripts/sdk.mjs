// Builds the script of sdk/ that websites include, and holds it to its budget.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const BUDGET = { minified: 3_000, gzip: 1_500 };

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const outDir = path('../../dashboard/static/sdk');
const file = 'tracker.min.js';

await build({
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2020',
    lib: {
      entry: path('../../sdk/tracker.js'),
      formats: ['iife'],
      name: '_',
      fileName: () => file,
    },
  },
});

const built = readFileSync(`${outDir}/${file}`);
const sizes = { minified: built.length, gzip: gzipSync(built).length };
let over = false;
for (const [name, size] of Object.entries(sizes)) {
  console.log(`${file}: ${size} of ${BUDGET[name]} bytes ${name}`);
  over ||= size > BUDGET[name];
}
if (over) process.exit(1);
