import { readdirSync } from 'node:fs';
import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const noParents = { regex: '^\\.\\./', message: 'Import with @/ or from the same folder.' };

/** Files in `from` may not import what matches `regex`. */
function wall(from, regex, message) {
  return {
    files: [from],
    rules: {
      'no-restricted-imports': ['error', { patterns: [noParents, { regex, message }] }],
    },
  };
}

const features = readdirSync(new URL('./src/features', import.meta.url));

export default defineConfig(
  { ignores: ['**/*.gen.ts'] },
  js.configs.recommended,
  reactHooks.configs.flat['recommended-latest'],
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'max-lines': ['error', { max: 250 }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'No barrel files: import from the source.' },
      ],
      'no-restricted-imports': ['error', { patterns: [noParents] }],
    },
  },
  {
    files: ['*.js', 'scripts/*.mjs'],
    languageOptions: { globals: { URL: 'readonly', console: 'readonly', process: 'readonly' } },
  },

  // Imports go downwards only: app > features > components > hooks > lib > types.
  wall('src/types/**', '^@/', 'types/ stands alone.'),
  wall('src/lib/**', '^@/(?!(lib|types|test)/)', 'lib/ may use lib/ and types/ only.'),
  wall('src/hooks/**', '^@/(app|features|components)/', 'hooks/ may use lib/ and types/ only.'),
  wall('src/components/**', '^@/(app|features)/', 'Components know no feature.'),
  ...features.map((name) =>
    wall(
      `src/features/${name}/**`,
      `^@/(app/|features/(?!${name}/))`,
      'A feature imports neither another feature nor the app.',
    ),
  ),
);
