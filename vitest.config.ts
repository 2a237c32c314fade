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

const files = [
  'packages/*/src/**/*.test.ts',
  'packages/*/src/**/*.test.tsx',
  'e2e/**/*.test.ts',
  'bench/**/*.test.ts',
  'tests/**/*.test.ts',
]
/** These put other modules in the place of some: nobody is to share what they import. */
const apart = [
  'packages/node/src/gateways/content/hma/{coop,hma}.test.ts',
  'packages/node/src/gateways/content/exchanges/exchanges.test.ts',
  'packages/matching/src/media/without-webassembly.test.ts',
]
const common = {
  testTimeout: 60_000,
  hookTimeout: 120_000,
  pool: 'forks' as const,
  globalSetup: 'tests/global-setup.ts',
}

export default defineConfig({
  resolve: { alias },
  test: {
    // Tests wait for PostgreSQL, timers and the browser more than they work: two at a time also on two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        resolve: { alias },
        // Files that follow each other in a worker share what they import: most of a short test's time went into loading the node again.
        // A test that changes something of the whole process puts it back.
        test: {
          ...common,
          name: 'shared',
          isolate: false,
          include: files,
          exclude: ['**/node_modules/**', '**/dist/**', ...apart],
        },
      },
      { resolve: { alias }, test: { ...common, name: 'apart', include: apart } },
    ],
  },
})
