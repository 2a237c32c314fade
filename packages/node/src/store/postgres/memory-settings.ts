import { totalmem } from 'node:os'

const megabyte = 1024 * 1024

/** Returns the memory in bytes that this process and its children may use: that of the machine, or of its control group. */
export function usableMemory(): number {
  const total = totalmem()
  // It is 0 or larger than the machine if there is no limit.
  const limit = process.constrainedMemory?.() ?? 0
  return limit > 0 && limit < total ? limit : total
}

/**
 * Returns the settings of PostgreSQL that follow the memory in bytes. The node itself needs most of the memory, for the match
 * index and for decoders, so the buffers get an eighth of it and at most 1 GB; the rest of the database is in the cache of the
 * system. 60 connections may each use `work_mem` several times.
 */
export function memorySettings(bytes: number): Record<string, string> {
  const part = (share: number, least: number, most: number) =>
    `${Math.floor(Math.min(Math.max((bytes * share) / megabyte, least), most))}MB`
  return {
    shared_buffers: part(1 / 8, 64, 1024),
    effective_cache_size: part(1 / 2, 256, 1_000_000),
    work_mem: part(1 / 512, 4, 32),
    maintenance_work_mem: part(1 / 32, 64, 512),
    // A checkpoint then comes by time, not by every gigabyte of a large import.
    max_wal_size: part(1 / 4, 1024, 4096),
  }
}
