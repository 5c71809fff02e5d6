import { defineConfig } from '@hey-api/openapi-ts';

export default defineConfig({
  input: './schema.json',
  output: { path: 'src/types', entryFile: false },
  plugins: ['@hey-api/typescript'],
});
