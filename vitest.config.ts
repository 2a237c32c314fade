import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'
import LongestFirst from './tests/longest-first.ts'

// Tests run on the sources, not on the build: every package name means its src.
const packages = ['contracts', 'readers', 'matching', 'node', 'testkit', 'cli']
const source = (path: string) => fileURLToPath(new URL(`packages/${path}`, import.meta.url))
export const alias: Record<string, string> = {
  // Longer names go first: the first that fits is taken.
  '@entente/matching/media': source('matching/src/media/index.ts'),
  '@entente/node/media': source('node/src/media/index.ts'),
  '@entente/node/content-match': source('node/src/gateways/content/offline-match.ts'),
  '@entente/node/cargo-features': source('node/src/gateways/cargo/features/index.ts'),
  '@entente/node/cargo-select': source('node/src/gateways/cargo/select/index.ts'),
  '@entente/node/cargo-targeting': source('node/src/gateways/cargo/model/index.ts'),
  '@entente/node/cargo-rules': source('node/src/gateways/cargo/rules/index.ts'),
  '@entente/node/audit-log': source('node/src/safeguards/log/offline.ts'),
  '@entente/node/misp': source('node/src/exchange/misp/index.ts'),
  ...Object.fromEntries(packages.map((name) => [`@entente/${name}`, source(`${name}/src/index.ts`)])),
}

// A file's folder, or the ending `.pure.test.ts`, decides its project. tests/projects.test.ts checks that no pure file can start PostgreSQL.
const pure = [
  'packages/{contracts,readers,matching,desk}/src/**/*.test.{ts,tsx}',
  'packages/testkit/src/{gateways,synthetic}/**/*.test.ts',
  'packages/*/src/**/*.pure.test.ts',
  'bench/**/*.test.ts',
  'tests/*.test.ts',
]
const walks = ['e2e/**/*.test.ts', 'tests/release/*.test.ts', 'tests/*kill.test.ts', 'tests/kill/**/*.test.ts']
const rest = 'packages/*/src/**/*.test.ts'
/** These replace modules (`vi.mock`), so they share no module with other files. */
const apart = [
  'packages/node/src/gateways/content/hma/{coop,hma}.test.ts',
  'packages/node/src/gateways/content/exchanges/exchanges.test.ts',
]

/** Projects run one after the other: a worker is only used again for files of the same project. */
let order = 0
function project(name: string, test: TestProjectInlineConfiguration['test']): TestProjectInlineConfiguration {
  return {
    resolve: { alias },
    test: {
      name,
      // Limits end what hangs. They are no measurement: a machine that is ten times slower must not reach them.
      testTimeout: 600_000,
      hookTimeout: 600_000,
      expect: { poll: { timeout: 300_000, interval: 50 } },
      pool: 'forks',
      // Threads and child processes run the build, which tests/build-children.ts keeps up to date.
      execArgv: ['--conditions=entente-built'],
      setupFiles: 'tests/cpu/measure-file.ts',
      // Files that follow each other in a worker share the modules they import: loading the node takes longer than most tests.
      // A test that changes something of the whole process restores it.
      isolate: false,
      sequence: { groupOrder: order++ },
      ...test,
      exclude: ['**/node_modules/**', '**/dist/**', ...(test?.exclude ?? [])],
    },
  }
}
const globalSetup = 'tests/global-setup.ts'

export default defineConfig({
  test: {
    globalSetup: 'tests/build-children.ts',
    reporters: ['default', './tests/cpu/dearest-files.ts'],
    // Tests wait for PostgreSQL, timers and the browser about a third of their time: three at a time also on two cores.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    teardownTimeout: 120_000,
    sequence: { sequencer: LongestFirst },
    projects: [
      project('pure', { include: pure, exclude: walks }),
      project('db', { include: [rest], exclude: [...pure, ...apart], globalSetup }),
      project('db-apart', { include: apart, isolate: true, globalSetup }),
      project('walks', { include: walks, globalSetup }),
    ],
  },
})
