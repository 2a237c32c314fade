/**
 * The layout of the memory of an index. The arena places everything that is not named here. Words have 32 bits; addresses are in bytes. `version`, `directory`
 * and the number of rows of a block change while readers run and are read and written atomically.
 */
export const header = { version: 0, directory: 4, size: 8 }

/** The pins of readers. A reader writes the version it uses into its own cache line, and 0 afterwards. Blocks of a pinned version are not freed. */
export const pins = { at: 1024, stride: 64, count: 256 }
export const arenaAt = 65_536

/** The area of a reader: its query, the next row of a scan, the lists and candidates of a slot, and (row, distance) of each result. */
export const area = {
  query: 0,
  next: 64,
  ranges: 128,
  candidates: 4096,
  results: 12_288,
  capacity: 65_536,
  size: 536_576,
}

/** The description of a block, then four words per slot from `slots` on: first bit, width, starts, postings. */
export const block = { rows: 0, hashes: 4, ids: 8, dead: 12, slotCount: 16, slots: 32, size: 32 + 16 * 16 }
