import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// Tests run on the sources, whatever was built: every package name means its src.
const packages = ['contracts', 'readers', 'matching', 'node', 'testkit', 'cli']
const source = (path: string) => fileURLToPath(new URL(`packages/${path}`, import.meta.url))
const alias = {
  // Doors of their own go first: the first name that fits is taken.
  '@entente/matching/media': source('matching/src/media/index.ts'),
  '@entente/node/media': source('node/src/gateways/content/media/index.ts'),
  '@entente/node/content-match': source('node/src/gateways/content/offline-match.ts'),
  '@entente/node/misp': source('node/src/exchange/misp/index.ts'),
  ...Object.fromEntries(packages.map((name) => [`@entente/${name}`, source(`${name}/src/index.ts`)])),
}

export default defineConfig({
  resolve: { alias },
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
    // Files that follow each other in a worker share what they import: most of a short test's time went into loading the node again.
    // A test that changes something of the whole process puts it back.
    isolate: false,
    // Tests wait for PostgreSQL, timers and the browser more than they work: two at a time also on two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    globalSetup: ['tests/global-setup.ts'],
  },
})
