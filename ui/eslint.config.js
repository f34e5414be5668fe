import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const webStorage = [
  { name: 'localStorage', message: 'Nothing lives in the webview’s storage (invariant 9).' },
  { name: 'sessionStorage', message: 'Nothing lives in the webview’s storage (invariant 9).' },
  { name: 'indexedDB', message: 'Nothing lives in the webview’s storage (invariant 9).' },
  { name: 'caches', message: 'Nothing lives in the webview’s storage (invariant 9).' },
];

export default ts.config(
  { ignores: ['dist', 'src/bindings'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      // TypeScript already knows every name.
      'no-undef': 'off',
      'no-restricted-globals': ['error', ...webStorage],
      'no-restricted-properties': [
        'error',
        ...webStorage.map(({ name, message }) => ({ object: 'window', property: name, message })),
      ],
      // Only ipc.ts knows Tauri (invariant 2).
      'no-restricted-imports': ['error', { patterns: ['@tauri-apps/*'] }],
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "SvelteElement[name.name='input'] SvelteAttribute[key.name='type'] SvelteLiteral[value='date']",
          message: 'WebKitGTK shows American dates: use DateField.svelte.',
        },
      ],
      'no-console': 'error',
      eqeqeq: 'error',
      // A Map or a Set of one function call is not state that a screen follows.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  { files: ['src/lib/ipc.ts'], rules: { 'no-restricted-imports': 'off' } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig },
    },
  },
);
