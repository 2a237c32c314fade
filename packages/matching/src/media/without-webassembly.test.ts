import { afterEach, expect, test, vi } from 'vitest'
import { loadKernel } from '../kernels/load-kernel.ts'
import { syntheticHashes, syntheticPicture } from './pdq/synthetic.fixture.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.resetModules()
})

test('without WebAssembly the hashes are the same', async () => {
  const text = 'The ferry leaves the old harbour at six in the morning and returns when the tide allows it.'
  const fast = (await import('./index.ts')).textSignature(text)
  vi.resetModules()
  vi.stubGlobal('WebAssembly', undefined)
  const plain = await import('./index.ts')
  expect(plain.textSignature(text)).toEqual(fast)
  for (const { kind, width, height, hash, quality } of syntheticHashes.filter((row) => row.width === 63))
    expect(plain.pdq(syntheticPicture(kind, width, height), width, height)).toEqual({ hash, quality })
})
test('a kernel that cannot be compiled is null', () => {
  expect(loadKernel({ lines: ['AGFzbQEA', 'AAAB'] })).toBeNull()
  expect(loadKernel({ lines: ['no base64 !'] })).toBeNull()
})
