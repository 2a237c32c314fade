/**
 * The layout of the memory of an index. The arena allocates the places of everything that this module does not name. Words have 32 bits; addresses
 * are in bytes. `version`, `directory` and the number of rows of a block change while readers run, so threads read and write them atomically.
 */
export const header = { version: 0, directory: 4, size: 8 }

/**
 * The pins of readers. A reader writes the version it uses into its own cache line, and 0 after its search. Blocks of a pinned version are not freed.
 */
export const pins = { at: 1024, stride: 64, count: 256 }
export const arenaAt = 65_536

/** The area of a reader. It has the query, the next row of a scan, the lists and candidates of a slot, and the row and distance of each result. */
export const area = {
  query: 0,
  next: 64,
  ranges: 128,
  candidates: 4096,
  results: 12_288,
  capacity: 65_536,
  size: 536_576,
}

/** The description of a block. From `slots` on, it has four words per slot: first bit, width, starts, postings. */
export const block = { rows: 0, hashes: 4, ids: 8, dead: 12, slotCount: 16, slots: 32, size: 32 + 16 * 16 }
