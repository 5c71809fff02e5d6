// Checks the gzip size of the built JavaScript against the budget, from Vite's manifest.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const BUDGET_KB = { 'first load': 130, 'with charts': 260 };

const built = new URL('../../dashboard/static/dashboard/app/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', built), 'utf8'));

/** A chunk and all that it imports at once. */
function reach(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) reach(next, seen);
  return seen;
}

function gzipKb(keys) {
  const files = new Set([...keys].map((key) => manifest[key].file));
  const bytes = [...files]
    .filter((file) => file.endsWith('.js'))
    .map((file) => gzipSync(readFileSync(new URL(file, built))).length);
  return bytes.reduce((sum, size) => sum + size, 0) / 1000;
}

const first = reach('src/main.tsx');
const sizes = {
  'first load': gzipKb(first),
  'with charts': gzipKb(reach('src/components/charts/TimeChart.tsx', new Set(first))),
};

let over = false;
for (const [name, size] of Object.entries(sizes)) {
  const budget = BUDGET_KB[name];
  console.log(`${name}: ${size.toFixed(1)} kB of ${budget} kB gzip`);
  over ||= size > budget;
}
if (over) process.exit(1);
