import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import wabt from 'wabt'

const sources = join(import.meta.dirname, '..')
const features = { simd: true, threads: true, bulk_memory: true, mutable_globals: true, sat_float_to_int: true }

/** Lists the kernels by name: every .wat file of packages/matching/kernels. */
export const kernelNames = (): string[] =>
  readdirSync(sources)
    .filter((file) => file.endsWith('.wat'))
    .map((file) => file.slice(0, -'.wat'.length))
    .sort()

const lineLength = 120
/**
 * Compiles a kernel with the pinned version of wabt. Returns the text of the JSON file that stores the kernel as lines of base64. The same source
 * gives the same bytes.
 */
export async function compileKernel(name: string): Promise<string> {
  const { parseWat } = await wabt()
  const module = parseWat(`${name}.wat`, readFileSync(join(sources, `${name}.wat`), 'utf8'), features)
  try {
    // `validate` needs the features as an argument, although the types of wabt declare none.
    const validate: (options: typeof features) => void = module.validate
    validate.call(module, features)
    const { buffer } = module.toBinary({ log: false, write_debug_names: false })
    const base64 = Buffer.from(buffer).toString('base64')
    const kernel = {
      about: `WebAssembly compiled from kernels/${name}.wat, in base64.`,
      generatedBy: 'npm run kernels -w @entente/matching (kernels/build); not edited by hand',
      lines: base64.match(new RegExp(`.{1,${lineLength}}`, 'g')),
    }
    return `${JSON.stringify(kernel, null, 2)}\n`
  } finally {
    module.destroy()
  }
}
