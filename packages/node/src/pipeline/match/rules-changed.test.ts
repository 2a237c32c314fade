import type { CompiledQuery } from 'kysely'
import { afterEach, expect, test, vi } from 'vitest'
import { answeredDatabase } from '../../store/answered-database.fixture.ts'
import { type RulesChanged, rulesChangedTask } from './rules-changed.ts'

afterEach(() => {
  vi.restoreAllMocks()
})
const idOf = (place: number) => `00000000-0000-4000-8000-${String(place).padStart(12, '0')}`

/** Opens two nodes with one queue of jobs, and a list of recent subjects. A slice compares one part of two hundred subjects. */
function openNodes(subjects: { id: string }[]) {
  const queue: { job: RulesChanged; key: string | undefined }[] = []
  const compared: string[] = []
  const rowsOf = ({ sql, parameters }: CompiledQuery) =>
    sql.includes('graphile_worker.jobs') ? [{ waits: queue.some(({ key }) => parameters.includes(key)) }] : []
  const tx = {
    ...{ db: answeredDatabase(rowsOf), redoable: () => {}, leavesNoEntry: () => {} },
    enqueue: async (_: object, job: RulesChanged, { jobKey: key }: { jobKey?: string }) => {
      const place = queue.findIndex((one) => key !== undefined && one.key === key)
      queue.splice(place < 0 ? queue.length : place, place < 0 ? 0 : 1, { job, key })
    },
  }
  const load = async (_: object, ids: string[]) => {
    compared.push(...ids)
    return []
  }
  const gateway = { subjects: { recent: async () => subjects, load, regimesOf: async () => [] } }
  const deps = {
    store: { for: () => ({ transaction: (_: object, work: (given: typeof tx) => unknown) => work(tx) }) },
    gateways: { of: () => gateway },
    ...{ member: { id: 'norland.example', name: 'Norland' }, index: { apply: async () => {} } },
    ...{ clock: () => new Date(), recentMs: 1000 },
  } as unknown as Parameters<typeof rulesChangedTask>[0]
  let ms = 0
  vi.spyOn(performance, 'now').mockImplementation(() => {
    ms += 1500
    return ms
  })
  const nodes = [rulesChangedTask(deps), rulesChangedTask(deps)]
  let turn = 0
  const change = (rule: number) => {
    const job: RulesChanged = { gateway: 'echo', ruleIds: [idOf(rule)], cause: 'approval', phase: 'hits', after: null }
    queue.push({ job, key: undefined })
  }
  /** Runs this many jobs, each on the other node. */
  const work = async (jobs = Number.POSITIVE_INFINITY) => {
    for (let ran = 0; ran < jobs; ran += 1) {
      const next = queue.shift()
      if (next === undefined) return
      await nodes[turn++ % 2]?.(next.job)
    }
  }
  return { change, work, compared }
}

test('two nodes that take the parts of a change in turn compare what came since the change before', async () => {
  const subjects = Array.from({ length: 450 }, (_, place) => ({ id: idOf(2 * place) }))
  const { change, work, compared } = openNodes(subjects)
  change(1)
  await work()
  expect(new Set(compared).size).toBe(450)
  compared.length = 0
  const added = idOf(2 * 300 + 1)
  subjects.push({ id: added })
  change(1)
  await work()
  expect([new Set(compared).size, compared.includes(added)]).toEqual([451, true])
})

test('rules that are approved one after the other share one comparison of all subjects', async () => {
  const { change, work, compared } = openNodes(Array.from({ length: 450 }, (_, place) => ({ id: idOf(place) })))
  for (let rule = 0; rule < 19; rule += 1) change(rule)
  await work()
  expect(compared).toHaveLength(450)
})

test('a comparison ends where a newer one begins, which compares its subjects too', async () => {
  const { change, work, compared } = openNodes(Array.from({ length: 450 }, (_, place) => ({ id: idOf(place) })))
  change(1)
  // The hits of the rule, and the first part of all subjects.
  await work(2)
  expect(compared).toHaveLength(200)
  change(2)
  await work(1)
  compared.length = 0
  await work()
  expect(compared).toEqual(Array.from({ length: 450 }, (_, place) => idOf(place)))
})
