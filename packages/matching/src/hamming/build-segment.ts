import type { Block, BlockStore, SlotTable } from './block-store.ts'
import { type BuildJob, buildSteps, mostParts } from './build-job.ts'
import type { HammingKernels } from './kernels.ts'
import { slotPlan } from './slot-plan.ts'

/**
 * Does a job, here or in another thread. It settles when nothing works on the job any more; a rejection leaves the rows where they were,
 * searched by scanning.
 */
export type Build = (job: BuildJob) => Promise<void>

const stepsAtATime = 4

/** Does jobs in this thread, a few milliseconds at a time. */
export const buildInSlices =
  (kernels: HammingKernels): Build =>
  async (job) => {
    let steps = 0
    for (const _ of buildSteps(kernels, job)) {
      steps += 1
      if (steps % stepsAtATime === 0) await nextTurn()
    }
  }

/** Lets everything else that waits in this thread go first. */
export const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve)
    else setTimeout(resolve, 0)
  })

/**
 * One segment of the living rows of `inputs`, which stay as they are; null when none lives. Rows that stand alone and complete are not
 * copied: the segment has the same rows as its input.
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
