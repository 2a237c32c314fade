import { readFileSync } from 'node:fs'
import type { Entry, Identity, Screener } from '@entente/matching'
import type { Measured } from '../beside/bench-beside.ts'
import { loadPackage } from '../beside/load-package.ts'
import { measurePasses } from '../beside/measure-passes.ts'

export interface NameData {
  entries: Entry[]
  travellers: Identity[]
  pairs: { a: Identity; b: Entry }[]
}
interface Matching {
  Screener: Pick<typeof Screener, 'build'>
  compare(a: Identity, b: Entry): { verdict: string }
}

// This program's arguments are the root of a tree, and a file of NameData.
const [root = '', file = ''] = process.argv.slice(2)
const { Screener: list, compare } = await loadPackage<Matching>(root, '@entente/matching')
const { entries, travellers, pairs } = JSON.parse(readFileSync(file, 'utf8')) as NameData

const screener = list.build(entries)
const hits = travellers.reduce((sum, traveller) => sum + screener.screen(traveller).length, 0)
const matches = pairs.filter(({ a, b }) => compare(a, b).verdict === 'match').length
const measured: Measured[] = [
  {
    ...{ name: 'build a list', item: 'entry', outcome: `${screener.stats.names} names` },
    ...measurePasses(entries.length, () => {
      list.build(entries)
    }),
  },
  {
    ...{ name: 'screen travellers', item: 'traveller', outcome: `${hits} hits` },
    ...measurePasses(travellers.length, () => {
      for (const traveller of travellers) screener.screen(traveller)
    }),
  },
  {
    ...{ name: 'compare', item: 'pair', outcome: `${matches} matches` },
    ...measurePasses(pairs.length, () => {
      for (const { a, b } of pairs) compare(a, b)
    }),
  },
]
process.stdout.write(JSON.stringify(measured))
