import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compileKernel, kernelNames } from '../../kernels/build/compile.ts'

test('each shipped kernel equals a fresh compilation of its source, byte for byte', async () => {
  expect(kernelNames()).toContain('pdq')
  for (const name of kernelNames())
    expect(readFileSync(join(import.meta.dirname, 'generated', `${name}.json`), 'utf8'), name).toBe(
      await compileKernel(name),
    )
})
