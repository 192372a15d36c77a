import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import tseslint from 'typescript-eslint';

const { floors } = JSON.parse(readFileSync(new URL('./src/floors.json', import.meta.url), 'utf8'));
const nodeBuiltins = builtinModules.filter((name) => !name.startsWith('_'));

/** One lint block per floor: what it may not import. Relative paths are matched by their folder names. */
const floorRules = Object.entries(floors).map(([folder, allowed]) => {
  const forbiddenFloors = Object.keys(floors).filter((other) => other !== folder && !allowed.includes(other));
  const isCore = folder.startsWith('core/');
  return {
    files: [`src/${folder}/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: isCore ? ['vscode', ...nodeBuiltins] : [],
          patterns: [
            ...(isCore
              ? [{ group: ['node:*'], message: 'The core has no Node built-ins: pass it in.' }]
              : []),
            ...forbiddenFloors.map((other) => ({
              regex: `^\\.\\.?/(?:.*/)?${other.replace(/^core\//, '')}/`,
              message: `${folder} may not import ${other} (src/floors.json).`,
            })),
            { regex: '/extension\\.ts$', message: 'Nothing imports the composition root.' },
          ],
        },
      ],
    },
  };
});

export default tseslint.config(
  { ignores: ['out/**', 'dist/**', 'coverage/**', 'samples/**', 'node_modules/**'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-control-regex': 'off',
      'no-empty': ['error', { allowEmptyCatch: false }],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
    },
  },
  ...floorRules,
);
