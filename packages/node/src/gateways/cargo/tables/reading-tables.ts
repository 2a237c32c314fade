import type { CargoTableKind, CargoTableRow } from '@entente/contracts'
import { type CargoCheckLists, type CargoCheckTables, createCargoCheckTables } from '@entente/readers'
import type { ReadingTables } from '../../../pipeline/gateway/intake.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { shippedTable } from './shipped-tables.ts'
import { hashesInForce, rowsOf } from './tables-in-force.ts'

const readingKinds = ['vague-terms', 'hs', 'un-numbers'] as const satisfies readonly CargoTableKind[]
/** The tables that were compiled last. Two are in use while a change spreads. */
const compiled = new Map<string, CargoCheckTables>()
const mostCompiled = 2

/** Returns the tables in force that a reader of messages uses; undefined if they are those of the release. */
export async function readingTables(tx: Tx): Promise<ReadingTables | undefined> {
  const hashes = await hashesInForce(tx)
  const changed = readingKinds.flatMap((kind) => {
    const hash = hashes[kind]
    return hash === undefined || hash === shippedTable(kind).hash ? [] : [{ kind, hash }]
  })
  if (changed.length === 0) return undefined
  const name = changed.map(({ kind, hash }) => `${kind}:${hash.slice(0, 16)}`).join(' ')
  const known = compiled.get(name)
  if (known !== undefined) return { name, value: known }
  const rows = await rowsOf(tx, changed)
  const of = (kind: CargoTableKind) => rows[changed.findIndex((one) => one.kind === kind)]
  const vague = of('vague-terms')
  const value = createCargoCheckTables({
    vagueTerms: vague === undefined ? undefined : vagueTermsOf(vague),
    hsCodes: of('hs')?.map(({ code }) => String(code)),
    unNumbers: of('un-numbers')?.map(({ un }) => String(un)),
  })
  const [oldest] = compiled.keys()
  if (compiled.size >= mostCompiled && oldest !== undefined) compiled.delete(oldest)
  compiled.set(name, value)
  return { name, value }
}

function vagueTermsOf(rows: readonly CargoTableRow[]): NonNullable<CargoCheckLists['vagueTerms']> {
  const texts = (list: string) => rows.filter((row) => row.list === list).map(({ text }) => String(text))
  return {
    ...{ terms: texts('term'), boilerplate: texts('boilerplate'), connectors: texts('connector') },
    ...{ references: texts('reference'), measures: texts('measure'), countedMeasures: texts('counted-measure') },
    consolidationTerms: texts('consolidation-term'),
  }
}
