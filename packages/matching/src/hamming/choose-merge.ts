import type { Block } from './block-store.ts'

const mostSegments = 6
/** The bytes of memory that a merge needs per row, including tables and working memory. */
const bytesPerRow = 100
/** The bytes that the starts of the largest segment's tables need. */
const bytesOfStarts = 5e8

const living = ({ rows, dead }: Block): number => rows - dead

/**
 * Returns the blocks to merge into one segment next; null where no merge is needed. The first rule that applies decides:
 *
 * 1. Blocks without tables are merged with every segment that is at most twice as large as the rows chosen so far. So each remaining
 *    segment is more than twice as large as the one before it, and a row is copied only a few times.
 * 2. A segment with more than a fifth of its rows removed is rebuilt. With `purge`, one removed row is enough.
 * 3. If there are more than six segments, the two smallest are merged.
 *
 * The old rows stay in memory until the new segment is published, so a merge must fit in `free` bytes.
 */
export function chooseMerge(blocks: readonly Block[], purge: boolean, free: number): Block[] | null {
  const mostMerged = (free - bytesOfStarts) / bytesPerRow
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
