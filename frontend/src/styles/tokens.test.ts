import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const source = (path: string) => readFileSync(`src/${path}`, 'utf8');

function declarations(block: string | undefined): string[] {
  return (block ?? '').split(';').map((line) => line.trim().replace(/\s+/g, ' '));
}

it('has the same dark tokens by choice and by system preference', () => {
  const css = source('styles/tokens.css');
  const chosen = /:root\[data-theme="dark"\] \{([^}]*)\}/.exec(css)?.[1];
  const preferred = /prefers-color-scheme: dark\) \{ :root[^{]*\{([^}]*)\}/.exec(css)?.[1];
  expect(declarations(chosen).length).toBeGreaterThan(20);
  expect(declarations(preferred)).toEqual(declarations(chosen));
});

it('names colours in the tokens only', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(css|tsx?)$/.test(path))
    .filter((path) => !path.endsWith('tokens.css') && !path.includes('.test.'));
  const offenders = files.filter((path) => /#[0-9a-f]{6}\b|\brgba?\(|\bhsl\(/i.test(source(path)));
  expect(offenders).toEqual([]);
});
