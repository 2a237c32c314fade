import { createRandom } from '@entente/testkit'
import { benchBeside } from '../beside/bench-beside.ts'
import { measureInProcess } from '../beside/measure-in-process.ts'
import { inventEntries, inventTravellers, meet } from './invent-identities.ts'
import type { NameData } from './screen-names.ts'

const options = {
  seed: { is: 1, what: 'seed of names' },
  size: { is: 20_000, what: 'names of the list' },
  subjects: { is: 2000, what: 'travellers screened against the list' },
  pairs: { is: 2000, what: 'pairs of identities compared' },
}

/** Measures in one process: building a list, screening travellers against it, and comparing pairs. */
export const names = benchBeside(options, async ({ seed, size, subjects, pairs }) => {
  const random = createRandom(`${seed}/pairs`)
  const listed = [...inventEntries(`${seed}/pairs`, pairs)].slice(0, pairs)
  const strangers = inventTravellers(`${seed}/pairs`, listed.length)
  const data: NameData = {
    entries: [...inventEntries(`${seed}/beside`, size)],
    travellers: inventTravellers(`${seed}/beside`, subjects),
    // Every second pair is a listed person under another spelling.
    pairs: listed.map((b, place) => ({ a: (place % 2 === 0 ? strangers[place] : undefined) ?? meet(random, b), b })),
  }
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  return measureInProcess(new URL(`./screen-names.${extension}`, import.meta.url), String(seed), data)
})
