import { createHash } from 'node:crypto'
import type { CargoTableKind, CargoTableRow } from '@entente/contracts'
import { shippedHsCodes, shippedVagueTerms } from '@entente/readers'
import { canonicalJson } from '../../../safeguards/audit/canonical.ts'
import capacity from './capacity.json' with { type: 'json' }
import deadlines from './deadlines.json' with { type: 'json' }
import { shippedTables } from './find-tags.ts'
import hsTexts from './hs-texts.json' with { type: 'json' }
import places from './places.json' with { type: 'json' }

/** Rows of a table with the hash that names them. */
interface HashedRows {
  hash: string
  rows: readonly CargoTableRow[]
  /** Canonical JSON (RFC 8785) of the rows. */
  content: string
}
/** A table of this release: version 0 of its kind. */
interface ShippedTable extends HashedRows {
  source: string
  sourceDate: string
}

/** Hashes rows: the SHA-256 of the kind, a line feed, and the canonical JSON of the rows in their order. */
export function hashRows(kind: CargoTableKind, rows: readonly CargoTableRow[]): HashedRows {
  const content = canonicalJson(rows, undefined, true)
  return { hash: createHash('sha256').update(`${kind}\n${content}`).digest('hex'), rows, content }
}

type Given = Omit<ShippedTable, 'hash' | 'content'>
const own = 'Compiled by this project'

const given: Record<CargoTableKind, () => Given> = {
  'strategic-goods': () => ({
    ...{ source: 'Harmonized System 2022; selection of this project', sourceDate: '2026-11-29' },
    rows: shippedTables.goods as unknown as CargoTableRow[],
  }),
  'text-terms': () => ({
    ...{ source: own, sourceDate: '2026-11-29' },
    rows: shippedTables.terms as unknown as CargoTableRow[],
  }),
  'vague-terms': () => ({ source: own, sourceDate: '2026-01-01', rows: vagueRows() }),
  hs: () => ({
    ...{ source: 'Harmonized System 2022, as listed by UN Comtrade', sourceDate: '2022-01-01' },
    rows: shippedHsCodes().map((code) => ({ code, text: hsTexts.texts[code as keyof typeof hsTexts.texts] ?? null })),
  }),
  places: () => ({ source: own, sourceDate: '2026-11-30', rows: placeRows() }),
  rates: () => ({ source: own, sourceDate: '2026-11-30', rows: [] }),
  deadlines: () => ({ source: own, sourceDate: '2026-11-30', rows: deadlines }),
  'un-numbers': () => ({ source: own, sourceDate: '2026-11-30', rows: [] }),
  capacity: () => ({ source: own, sourceDate: '2026-11-30', rows: capacity }),
}

const known = new Map<CargoTableKind, ShippedTable>()

/** Returns the table of this release, which counts while no approved version does. */
export function shippedTable(kind: CargoTableKind): ShippedTable {
  let table = known.get(kind)
  if (table === undefined) {
    const { rows, ...source } = given[kind]()
    table = { ...source, ...hashRows(kind, rows) }
    known.set(kind, table)
  }
  return table
}

function vagueRows(): CargoTableRow[] {
  const { terms, boilerplate, connectors, references, measures, countedMeasures, consolidationTerms } =
    shippedVagueTerms
  const lists = {
    ...{ term: terms, boilerplate, connector: connectors, reference: references, measure: measures },
    ...{ 'counted-measure': countedMeasures, 'consolidation-term': consolidationTerms },
  }
  return Object.entries(lists).flatMap(([list, texts]) => texts.map((text) => ({ list, text })))
}

/** The lines have code, name, latitude and longitude. The country is that of the group. */
function placeRows(): CargoTableRow[] {
  return Object.entries(places.countries).flatMap(([country, lines]) =>
    lines.map((line) => {
      const [code = '', name = '', latitude, longitude] = line.split(';')
      return { code, name, country, latitude: Number(latitude), longitude: Number(longitude) }
    }),
  )
}
