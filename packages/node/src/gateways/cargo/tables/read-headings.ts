import type { CargoConsignment, CargoHeadingList } from '@entente/contracts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { hsTextsInForce } from './read-hs-texts.ts'
import { type HeadingIndex, indexHeadings, suggestHeadings } from './suggest-headings.ts'

/** The most goods lines of a consignment that are compared with the texts. */
const mostLines = 200
/** A longer description is cut before it is compared. */
const longest = 1000
/** The index of the table in force. It needs some 3 MB, so only one is kept. */
let kept: { hash: string; index: HeadingIndex } | null = null

/**
 * Lists the goods lines of a consignment whose description suggests other headings of the table `hs` in force than their code. Without
 * described lines, the description of the consignment is compared with all its codes.
 */
export async function readHeadings(
  tx: Pick<Tx, 'db' | 'now'>,
  consignment: CargoConsignment,
): Promise<CargoHeadingList> {
  const lines = linesOf(consignment)
  if (lines.length === 0) return { items: [] }
  const { hash, texts } = await hsTextsInForce(tx)
  if (kept?.hash !== hash) kept = { hash, index: indexHeadings(texts) }
  const { index } = kept
  const items = lines.flatMap(({ at, description, codes }) => {
    const suggested = suggestHeadings(index, description.slice(0, longest), codes)
    if (suggested.length === 0) return []
    return [{ at, headings: suggested.map((code) => ({ code, text: texts.get(code) ?? '' })) }]
  })
  return { items }
}

interface Line {
  at: string
  description: string
  codes: string[]
}

function linesOf({ items, description, hsCodes }: CargoConsignment): Line[] {
  const lines = items.slice(0, mostLines).flatMap((item, place): Line[] => {
    if (item.description === null) return []
    return [{ at: `/items/${place}`, description: item.description, codes: item.hs === null ? [] : [item.hs] }]
  })
  if (lines.length > 0 || description === null) return lines
  return [{ at: '', description, codes: hsCodes }]
}
