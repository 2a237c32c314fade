import { totalmem } from 'node:os'
import { expect, test } from 'vitest'
import type { Binaries } from './binaries.ts'
import { memorySettings, serverCommand, usableMemory } from './start-script.ts'

const gigabyte = 1024 ** 3

test.each([
  [1, '128MB', '512MB', '4MB', '64MB'],
  [4, '512MB', '2048MB', '8MB', '128MB'],
  [64, '1024MB', '32768MB', '32MB', '512MB'],
])('with %i GB of memory the settings fit it', (gigabytes, buffers, cache, work, maintenance) => {
  expect(memorySettings(gigabytes * gigabyte)).toEqual({
    ...{ shared_buffers: buffers, effective_cache_size: cache, work_mem: work, maintenance_work_mem: maintenance },
  })
})

test('a very small machine gets the least buffers', () => {
  expect(memorySettings(gigabyte / 4)).toMatchObject({ shared_buffers: '64MB', work_mem: '4MB' })
})

test('the server of a node gets the settings, and one of the tests has small buffers', () => {
  const binaries = { folder: '/bin' } as Binaries
  const given = (durable: boolean) =>
    serverCommand({ root: '/root', socketFolder: '/socket', binaries, durable, open: false })
  for (const [name, value] of Object.entries(memorySettings(usableMemory())))
    expect(given(true)).toContain(`${name}=${value}`)
  expect(given(false)).toContain('shared_buffers=64MB')
})

test('the usable memory is positive and not more than that of the machine', () => {
  expect(usableMemory()).toBeGreaterThan(0)
  expect(usableMemory()).toBeLessThanOrEqual(totalmem())
})
