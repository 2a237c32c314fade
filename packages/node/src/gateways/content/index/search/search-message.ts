import type { BuildJob, HammingReaderHandle } from '@entente/matching'

/** Queries of one message, with their hashes of 32 bytes concatenated. */
export interface Asked {
  id: number
  indexes: number[]
  radii: number[]
  hashes: Uint8Array
}
export type ToThread = { index: number; handle: HammingReaderHandle } | { id: number; job: BuildJob } | Asked

/** Results of a message's queries: the number of rows of each, then all rows by distance and id. */
export interface NearRows {
  counts: Uint32Array
  ids: Uint32Array
  distances: Uint16Array
}
export type FromThread = 'ready' | { id: number; near: NearRows | null }
