import type { Block, BlockStore, SlotTable } from './block-store.ts'
import { type BuildJob, buildSteps, mostParts } from './build-job.ts'
import type { HammingKernels } from './kernels.ts'
import { slotPlan } from './slot-plan.ts'

/**
 * Runs a job, in this or another thread. The promise must not resolve or reject before all work on the job has ended. After a rejection the index
 * keeps the rows as they are and scans them.
 */
export type Build = (job: BuildJob) => Promise<void>

const stepsPerTurn = 4

/** Runs jobs in this thread, in slices of a few milliseconds. */
export const buildInSlices =
  (kernels: HammingKernels): Build =>
  async (job) => {
    let steps = 0
    for (const _ of buildSteps(kernels, job)) {
      steps += 1
      if (steps % stepsPerTurn === 0) await nextTurn()
    }
  }

/** Waits until the pending tasks of this thread have run. */
export const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve)
    else setTimeout(resolve, 0)
  })

/**
 * Builds one segment of the rows of `inputs` that are not removed. The function does not change `inputs`. It returns null where no row is left. If
 * the only input has neither tables nor removed rows, it is not copied: the segment shares its rows.
 */
export async function buildSegment(store: BlockStore, inputs: readonly Block[], build: Build): Promise<Block | null> {
  const { memory, shift, arena } = store
  const counts = arena.allocate(4 * mostParts + 4)
  const [only] = inputs
  const inPlace = inputs.length === 1 && only !== undefined && only.slots.length === 0 && only.dead === 0
  let rows: Block | null = null
  let slots: SlotTable[] = []
  try {
    rows = inPlace ? only : await gather(store, inputs, build, counts)
    if (rows === null) return null
    slots = store.createTables(rows.rows, slotPlan(rows.rows, shift === 5 ? 256 : 128))
    await build({ kind: 'tables', memory, shift, hashes: rows.hashes, rows: rows.rows, slots, counts })
    const segment = store.describe({ ...rows, slots })
    if (!inPlace) arena.free(rows.at)
    return segment
  } catch (error) {
    store.freeTables(slots)
    if (rows !== null && !inPlace) store.freeBlock(rows)
    throw error
  } finally {
    arena.free(counts)
  }
}

async function gather(
  store: BlockStore,
  inputs: readonly Block[],
  build: Build,
  counts: number,
): Promise<Block | null> {
  const { memory, shift, arena } = store
  const all = inputs.reduce((sum, { rows }) => sum + rows, 0)
  const living = inputs.reduce((sum, { rows, dead }) => sum + rows - dead, 0)
  if (living === 0) return null
  const [pairs = 0, spare = 0] = arena.allocateAll([8 * all, 8 * all])
  let into: Block | null = null
  try {
    into = store.createBlock(living)
    const { hashes, ids } = into
    const blocks = inputs.map(({ at, rows }) => ({ at, rows }))
    const result = counts + 4 * mostParts
    await build({ kind: 'gather', memory, shift, blocks, pairs, spare, counts, hashes, ids, result })
    store.setRows(into, store.words[result >>> 2] ?? 0)
  } catch (error) {
    if (into !== null) store.freeBlock(into)
    throw error
  } finally {
    arena.free(pairs)
    arena.free(spare)
  }
  if (into.rows > 0) return into
  store.freeBlock(into)
  return null
}
