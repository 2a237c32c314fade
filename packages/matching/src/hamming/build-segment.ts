import type { Block, BlockStore } from './block-store.ts'
import { type BuildJob, buildSteps } from './build-job.ts'
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
  const [only] = inputs
  const inPlace = inputs.length === 1 && only !== undefined && only.slots.length === 0 && only.dead === 0
  const rows = inPlace ? only : await gather(store, inputs, build)
  if (rows === null) return null
  const release = () => {
    if (!inPlace) store.freeBlock(rows)
  }
  try {
    const slots = store.createTables(rows.rows, slotPlan(rows.rows, store.shift === 5 ? 256 : 128))
    try {
      const { memory, shift } = store
      await build({ kind: 'tables', memory, shift, hashes: rows.hashes, rows: rows.rows, slots })
      const segment = store.describe({ ...rows, slots })
      if (!inPlace) store.arena.free(rows.at)
      return segment
    } catch (error) {
      store.freeTables(slots)
      throw error
    }
  } catch (error) {
    release()
    throw error
  }
}

async function gather(store: BlockStore, inputs: readonly Block[], build: Build): Promise<Block | null> {
  const { memory, shift, arena } = store
  const all = inputs.reduce((sum, { rows }) => sum + rows, 0)
  const living = inputs.reduce((sum, { rows, dead }) => sum + rows - dead, 0)
  if (living === 0) return null
  const into = store.createBlock(living)
  const rented: number[] = []
  const rent = (bytes: number) => {
    const at = arena.allocate(bytes)
    rented.push(at)
    return at
  }
  try {
    const [pairs, spare, counts] = [rent(8 * all), rent(8 * all), rent(1024 + 4)]
    const blocks = inputs.map(({ at, rows }) => ({ at, rows }))
    const result = counts + 1024
    const { hashes, ids } = into
    await build({ kind: 'gather', memory, shift, blocks, pairs, spare, counts, hashes, ids, result })
    store.setRows(into, store.words[result >>> 2] ?? 0)
  } catch (error) {
    store.freeBlock(into)
    throw error
  } finally {
    for (const at of rented) arena.free(at)
  }
  if (into.rows > 0) return into
  store.freeBlock(into)
  return null
}
