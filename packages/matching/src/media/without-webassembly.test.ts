import { once } from 'node:events'
import { expect, test } from 'vitest'
import { startThread } from '../hamming/hamming.fixture.ts'
import { loadKernel } from '../kernels/load-kernel.ts'
import { textSignature } from './index.ts'
import { syntheticHashes } from './pdq/synthetic.fixture.ts'
import type { HashOrder } from './without-webassembly.fixture.ts'

test('without WebAssembly the hashes are the same', async () => {
  const text = 'The ferry leaves the old harbour at six in the morning and returns when the tide allows it.'
  const pictures = syntheticHashes.filter((row) => row.width === 63)
  const thread = startThread('../media/without-webassembly.fixture', { text, pictures } satisfies HashOrder)
  const [plain] = await once(thread, 'message')
  await thread.terminate()
  expect(plain).toEqual({
    webAssembly: false,
    signature: textSignature(text),
    hashes: pictures.map(({ hash, quality }) => ({ hash, quality })),
  })
})
test('a kernel that cannot be compiled is null', () => {
  expect(loadKernel({ lines: ['AGFzbQEA', 'AAAB'] })).toBeNull()
  expect(loadKernel({ lines: ['no base64 !'] })).toBeNull()
})
