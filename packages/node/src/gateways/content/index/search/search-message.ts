import type { BuildJob, HammingReaderHandle } from '@entente/matching'

/** Queries of one message, hashes of 32 bytes one behind the other. */
export interface Asked {
  id: number
  indexes: number[]
  radii: number[]
  hashes: Uint8Array
}
export type ToThread = { index: number; handle: HammingReaderHandle } | { id: number; job: BuildJob } | Asked

/** What each query of a message is near to: so many rows of each, by distance, then id. */
export interface NearRows {
  counts: Uint32Array
  ids: Uint32Array
  distances: Uint16Array
}
export type FromThread = 'ready' | { id: number; near: NearRows | null }
