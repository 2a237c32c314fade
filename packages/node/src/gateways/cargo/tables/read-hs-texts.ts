import type { CargoTableRow, HsTextList } from '@entente/contracts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { shippedTable } from './shipped-tables.ts'
import { hashesInForce, rowsOf } from './tables-in-force.ts'

/** The texts of a table, by code. */
interface TableTexts {
  hash: string
  texts: ReadonlyMap<string, string>
}
/** Cache of the texts of the table in force. They need 1 MB, so only one table is kept. */
let kept: TableTexts | null = null

/**
 * Returns the texts of codes of the Harmonized System by the table in force. `of` is the part of the code that the text
 * is about: its first six, four or two digits. The longest part with a text counts. A code without a text is left out.
 */
export async function readHsTexts(tx: Pick<Tx, 'db' | 'now'>, codes: readonly string[]): Promise<HsTextList> {
  const { texts: known } = await hsTextsInForce(tx)
  const items = codes.flatMap((code) => {
    const of = [6, 4, 2].map((digits) => code.slice(0, digits)).find((part) => known.has(part))
    return of === undefined ? [] : [{ code, of, text: known.get(of) ?? '' }]
  })
  return { items }
}

/** Returns the texts of the table in force, with its hash. */
export async function hsTextsInForce(tx: Pick<Tx, 'db' | 'now'>): Promise<TableTexts> {
  const hash = (await hashesInForce(tx)).hs ?? shippedTable('hs').hash
  if (kept?.hash !== hash) kept = { hash, texts: await readTexts(tx, hash) }
  return kept
}

/** Reads the texts of a table. A code to which it gives no text has that of the release. */
async function readTexts(tx: Pick<Tx, 'db'>, hash: string): Promise<ReadonlyMap<string, string>> {
  const [rows = []] = await rowsOf(tx, [{ kind: 'hs', hash }])
  const ofRelease = textsOf(shippedTable('hs').rows)
  const own = textsOf(rows)
  const found = new Map<string, string>()
  for (const { code } of rows) {
    const text = own.get(String(code)) ?? ofRelease.get(String(code))
    if (text !== undefined) found.set(String(code), text)
  }
  return found
}

/** Returns the texts that rows state, by code. */
const textsOf = (rows: readonly CargoTableRow[]): Map<string, string> =>
  new Map(rows.flatMap(({ code, text }) => (typeof text === 'string' ? [[String(code), text] as const] : [])))
