import tseslint from 'typescript-eslint'
import { CORE_FOLDERS, LAYERS, boundaryRules } from './eslint.boundaries.js'

const CORE_GLOBALS = [
  'Date',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'performance',
  'process',
  'console',
  'fetch',
  'crypto',
  'Buffer',
]

export default tseslint.config(
  {
    ignores: [
      'build/**',
      'storage/**',
      'public/**',
      '.adonisjs/**',
      'database/schema.ts',
      'app/compute/kernels/assembly/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,js,mjs}'],
    extends: [tseslint.configs.recommended],
    rules: {
      'no-empty': ['error', { allowEmptyCatch: false }],
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-console': 'error',
      '@typescript-eslint/no-empty-object-type': [
        'error',
        { allowInterfaces: 'with-single-extends' },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
    },
  },
  {
    files: ['app/core/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...CORE_GLOBALS.map((name) => ({
          name,
          message: 'The core gets time, chance and output as arguments.',
        })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'The core draws from a RandomStream.' },
      ],
    },
  },
  {
    files: ['app/core/**/*.ts', 'app/compute/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...[
          'TSEnumDeclaration',
          'TSParameterProperty',
          'TSModuleDeclaration[declare!=true]',
          'Decorator',
        ].map((selector) => ({
          selector,
          message: 'A thread strips types and runs the rest: only erasable TypeScript.',
        })),
      ],
    },
  },
  ...LAYERS.map((layer) => ({ files: layer.files, rules: boundaryRules(layer) })),
  ...CORE_FOLDERS.map((folder) => ({ files: folder.files, rules: boundaryRules(folder) }))
)
