import { benchBeside } from '../beside/bench-beside.ts'
import { measureInProcess } from '../beside/measure-in-process.ts'

/** Measures the hashing of pictures, texts and addresses in one process. */
export const hashes = benchBeside({}, async () => {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  return measureInProcess(new URL(`./hash-in-passes.${extension}`, import.meta.url), 'formulas', null)
})
