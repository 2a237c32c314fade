import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compileKernel, kernelNames } from '../../kernels/build/compile.ts'

test('every kernel that is shipped is its text compiled anew, byte for byte', async () => {
  expect(kernelNames()).toContain('pdq')
  for (const name of kernelNames())
    expect(readFileSync(join(import.meta.dirname, 'generated', `${name}.ts`), 'utf8'), name).toBe(
      await compileKernel(name),
    )
})
