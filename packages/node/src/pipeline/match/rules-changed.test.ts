import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import { afterAll, expect, test, vi } from 'vitest'
import { type RulesChanged, rulesChangedTask } from './rules-changed.ts'

afterAll(() => {
  vi.restoreAllMocks()
})
const idOf = (place: number) => `00000000-0000-4000-8000-${String(place).padStart(12, '0')}`

test('two nodes that take the parts of a change in turn compare what came since the change before', async () => {
  const subjects = Array.from({ length: 450 }, (_, place) => ({ id: idOf(2 * place) }))
  const queue: RulesChanged[] = []
  const compared = new Set<string>()
  const dialect = {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
  const tx = {
    ...{ db: new Kysely({ dialect }), redoable: () => {}, leavesNoEntry: () => {} },
    enqueue: async (_: object, job: RulesChanged) => queue.push(job),
  }
  const load = async (_: object, ids: string[]) => {
    for (const id of ids) compared.add(id)
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
  // A slice ends after one part of two hundred subjects.
  vi.spyOn(performance, 'now').mockImplementation(() => {
    ms += 1500
    return ms
  })
  const nodes = [rulesChangedTask(deps), rulesChangedTask(deps)]
  let turn = 0
  const change = async () => {
    compared.clear()
    queue.push({ gateway: 'echo', ruleIds: [idOf(1)], cause: 'approval', phase: 'hits', after: null })
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) await nodes[turn++ % 2]?.(job)
    return compared.size
  }
  expect(await change()).toBe(450)
  const added = idOf(2 * 300 + 1)
  subjects.push({ id: added })
  expect([await change(), compared.has(added)]).toEqual([451, true])
})
