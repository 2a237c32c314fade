import type { Block } from './block-store.ts'

const mostSegments = 6
/** While segments are merged the old and the new stand side by side: more rows than this would not fit beside themselves. */
const mostMerged = 12_000_000

const living = ({ rows, dead }: Block): number => rows - dead

/**
 * Which blocks to make into one segment next, null when all is well. Rows without tables take along every segment that is at most twice as
 * large as what is merged so far: what is left more than doubles from one segment to the next, and a row is moved a few times in its life.
 * Then segments of which more than a fifth was removed (with `purge`, anything), then the smallest two when there are too many.
 */
export function chooseMerge(blocks: readonly Block[], purge: boolean): Block[] | null {
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
  const worn = segments.find(({ rows, dead }) => (purge ? dead > 0 : 5 * dead > rows))
  if (worn !== undefined) return [worn]
  const smallest = segments.slice(0, 2)
  const fits = smallest.reduce((sum, block) => sum + living(block), 0) <= mostMerged
  return segments.length > mostSegments && fits ? smallest : null
}
