import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Short files whose tests take long: they wait for processes that are started, killed and started again. */
const long = [
  'tests/kill.test.ts',
  'tests/exchange-kill.test.ts',
  'tests/content-kill.test.ts',
  'e2e/every-page.test.ts',
  'e2e/lost-connection.test.ts',
]

/** Starts the longest files of the walks first. The usual order is by size, so that a worker waited for these at the end. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const first = long.flatMap((path) => sorted.filter(({ moduleId }) => moduleId.endsWith(`/${path}`)))
    const at = sorted.findIndex(({ project }) => project.name === 'walks')
    if (at < 0) return sorted
    const rest = sorted.filter((file) => !first.includes(file))
    return [...rest.slice(0, at), ...first, ...rest.slice(at)]
  }
}
