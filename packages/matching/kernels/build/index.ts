import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileKernel, kernelNames } from './compile.ts'

// Writes src/kernels/generated from the .wat files. Run: npm run kernels -w @entente/matching
const out = join(import.meta.dirname, '../../src/kernels/generated')
for (const name of kernelNames()) writeFileSync(join(out, `${name}.json`), await compileKernel(name))
