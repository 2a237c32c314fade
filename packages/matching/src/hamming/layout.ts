/**
 * Where things stand in the memory of an index. Everything but what is named here is placed by the arena. Words are 32 bits, addresses
 * bytes. `version` and `directory` and the number of rows of a block change under readers and are read and written atomically.
 */
export const header = { version: 0, directory: 4, size: 8 }

/** A reader writes the version it reads at into its own line, 0 when it reads nothing: what it may still see is not freed. */
export const pins = { at: 1024, stride: 64, count: 256 }
export const arenaAt = 65_536

/** A reader's own area: its query, the row a scan goes on with, the lists and candidates of a slot, (row, distance) of what it found. */
export const area = {
  query: 0,
  next: 64,
  ranges: 128,
  candidates: 4096,
  results: 12_288,
  capacity: 65_536,
  size: 536_576,
}

/** Words of a block's description, then four words a slot from `slots` on: first bit, width, starts, postings. */
export const block = { rows: 0, hashes: 4, ids: 8, dead: 12, slotCount: 16, slots: 32, size: 32 + 16 * 16 }
