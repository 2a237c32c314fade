import { defineConfig } from 'vitest/config'

const conditions = ['entente-source', 'node', 'import', 'default']
export default defineConfig({
  resolve: { conditions },
  // Vitest hands these to Node as --conditions: `import` there would give CommonJS packages (pg) the ES half of what they require.
  ssr: { resolve: { conditions: ['entente-source'] } },
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'packages/*/src/**/*.test.tsx',
      'e2e/**/*.test.ts',
      'bench/**/*.test.ts',
      'tests/**/*.test.ts',
    ],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
  },
})
