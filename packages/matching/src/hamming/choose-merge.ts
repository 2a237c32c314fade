import type { Block } from './block-store.ts'

const mostSegments = 6
/** What a row takes while it is merged, its tables and working space included, and the starts of the largest segment's tables. */
const bytesARow = 100
const bytesOfStarts = 5e8

const living = ({ rows, dead }: Block): number => rows - dead

/**
 * Which blocks to make into one segment next, null when all is well. Rows without tables take along every segment that is at most twice as
 * large as what is merged so far: what is left more than doubles from one segment to the next, and a row is moved a few times in its life.
 * Then segments of which more than a fifth was removed (with `purge`, anything), then the smallest two when there are too many. The old
 * and the new stand side by side until the new is shown: merged is only what finds room in `free` bytes.
 */
export function chooseMerge(blocks: readonly Block[], purge: boolean, free: number): Block[] | null {
  const mostMerged = (free - bytesOfStarts) / bytesARow
  const ascending = [...blocks].sort((a, b) => living(a) - living(b))
  const segments = ascending.filter(({ slots }) => slots.length > 0)
  const loose = ascending.filter(({ slots }) => slots.length === 0)
  if (loose.length > 0) {
    const [first, ...rest] = loose
    const chosen = first === undefined ? [] : [first]
    let rows = chosen.reduce((sum, block) => sum + living(block), 0)
    for (const block of [...rest, ...segments]) {
      if (rows + living(block) > mostMerged || (block.slots.length > 0 && living(block) > 2 * rows)) break
      chosen.push(block)
      rows += living(block)
    }
    return chosen
  }
  const worn = segments.find((block) =>
    purge ? block.dead > 0 : 5 * block.dead > block.rows && living(block) <= mostMerged,
  )
  if (worn !== undefined) return [worn]
  const smallest = segments.slice(0, 2)
  const fits = smallest.reduce((sum, block) => sum + living(block), 0) <= mostMerged
  return segments.length > mostSegments && fits ? smallest : null
}
