import type { CargoConsignment, CargoFinding, CargoFormat, CargoLoad } from '@entente/contracts'
import type { FiledContent, MergedConsignment } from '../classes/content-classes.ts'

/** A filing in force, as far as checks over several messages read it. */
export interface FiledStatement {
  format: CargoFormat
  content: Pick<FiledContent, 'consignment' | 'loads'>
}
/** The findings of checks over several messages, and those of single messages that they replace. */
export interface AcrossFindings {
  found: CargoFinding[]
  /** Tests whether a finding of one message no longer says anything, because all messages together were compared. */
  isSettled(finding: Pick<CargoFinding, 'code' | 'rule'>): boolean
}

const isManifest = ({ format }: FiledStatement): boolean => format === 'ffm' || format === 'xffm'
const isWaybill = ({ format }: FiledStatement): boolean => format === 'fwb' || format === 'xfwb'

/**
 * Compares the statements of several messages about one air consignment. Its loads on all pages and flights are compared with its
 * pieces (rule R5): a split that is complete is no finding. Each line of a manifest is compared with the waybill (rule R10).
 */
export function checkAcross(
  { consignment, loads }: MergedConsignment,
  filings: readonly FiledStatement[],
): AcrossFindings {
  const manifests = filings.filter(isManifest)
  const bill = filings.find(isWaybill)?.content.consignment
  const found = bill === undefined ? [] : manifests.flatMap(({ content }) => manifestDiffers(bill, content.consignment))
  const compared = manifests.length < 2 ? null : compareLoads(consignment, bill?.pieces ?? null, loads)
  if (compared === null) return { found, isSettled: () => false }
  return {
    found: [...found, ...compared],
    isSettled: ({ code, rule }) => rule === 'R5' && (code === 'PART_SHIPMENT' || code === 'EXCESS_PIECES'),
  }
}

/**
 * Compares the loads of a consignment with its pieces (rule R5); without `pieces`, with the total that the loads state. Returns null
 * if a figure is not stated.
 */
export function compareLoads(
  consignment: Pick<CargoConsignment, 'id'>,
  pieces: number | null,
  loads: readonly CargoLoad[],
): CargoFinding[] | null {
  const total = pieces ?? maxOf(loads.map(({ totalPieces }) => totalPieces))
  if (total === null || loads.length === 0 || loads.some((load) => load.pieces === null)) return null
  const loaded = loads.reduce((sum, load) => sum + (load.pieces ?? 0), 0)
  const of = { consignment: consignment.id, rule: 'R5', expected: total, actual: loaded }
  if (loaded < total)
    return [finding({ ...of, code: 'PART_SHIPMENT', message: 'A part of the pieces is on no manifest yet.' })]
  if (loaded === total) return []
  const message = 'All manifests together load more pieces than the shipment has.'
  return [finding({ ...of, code: 'EXCESS_PIECES', message })]
}

/**
 * Compares the pieces and the mass of a master with all its houses known so far (rule R4). While they are fewer, houses are
 * missing, and their mass says nothing.
 */
export function checkHouses(
  master: CargoConsignment,
  houses: readonly Pick<CargoConsignment, 'pieces' | 'grossKg'>[],
): AcrossFindings {
  const open: AcrossFindings = { found: [], isSettled: () => false }
  if (houses.length === 0 || master.pieces === null || houses.some(({ pieces }) => pieces === null)) return open
  const pieces = houses.reduce((sum, house) => sum + (house.pieces ?? 0), 0)
  const of = { consignment: master.id, rule: 'R4', expected: master.pieces, actual: pieces }
  const found: CargoFinding[] = []
  if (pieces < master.pieces)
    found.push(
      finding({
        ...of,
        code: 'HOUSES_MISSING',
        message: 'The houses known so far have fewer pieces than their master.',
      }),
    )
  if (pieces > master.pieces)
    found.push(finding({ ...of, code: 'PIECES_MISMATCH', message: 'The houses have more pieces than their master.' }))
  if (pieces === master.pieces && master.grossKg !== null && houses.every(({ grossKg }) => grossKg !== null)) {
    const kg = round(houses.reduce((sum, { grossKg }) => sum + (grossKg ?? 0), 0))
    if (!isNear(kg, master.grossKg))
      found.push(
        finding({
          ...of,
          expected: master.grossKg,
          actual: kg,
          code: 'GROSS_MISMATCH',
          message: 'The houses have another mass than their master.',
        }),
      )
  }
  return { found, isSettled: ({ code, rule }) => rule === 'R4' && code === 'HOUSES_MISSING' }
}

function manifestDiffers(bill: CargoConsignment, line: CargoConsignment): CargoFinding[] {
  const differs = (
    field: keyof CargoConsignment,
    expected: string | number,
    actual: string | number,
  ): CargoFinding[] => [
    {
      ...finding({
        code: 'MANIFEST_DIFFERS',
        consignment: bill.id,
        rule: 'R10',
        expected,
        actual,
        message: `The manifest states another ${field} than the waybill.`,
      }),
      at: `/consignment/${field}`,
    },
  ]
  const found: CargoFinding[] = []
  for (const field of ['origin', 'destination'] as const) {
    const [expected, actual] = [bill[field], line[field]]
    if (expected !== null && actual !== null && expected !== actual) found.push(...differs(field, expected, actual))
  }
  const total = line.totalPieces ?? line.pieces
  if (bill.pieces !== null && total !== null && total !== bill.pieces)
    found.push(...differs('pieces', bill.pieces, total))
  // A part of the pieces has a part of the mass.
  const isComplete = line.pieces !== null && line.pieces === bill.pieces
  if (isComplete && bill.grossKg !== null && line.grossKg !== null && !isNear(line.grossKg, bill.grossKg))
    found.push(...differs('grossKg', bill.grossKg, line.grossKg))
  if (bill.description !== null && line.description !== null && !shareWord(bill.description, line.description))
    found.push(...differs('description', bill.description.slice(0, 120), line.description.slice(0, 120)))
  return found
}

/** Tests whether two descriptions have a word in common. A manifest cuts its texts, so the beginning of a word is enough. */
function shareWord(one: string, other: string): boolean {
  const words = (text: string) => text.toUpperCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []
  const [a, b] = [words(one), words(other)]
  return (
    a.length === 0 ||
    b.length === 0 ||
    a.some((word) => b.some((each) => each.startsWith(word) || word.startsWith(each)))
  )
}

/** The tolerance of masses: half a kilogram, or half a percent. */
const isNear = (actual: number, expected: number): boolean =>
  Math.abs(actual - expected) <= Math.max(0.5, expected * 0.005) + 1e-9
const round = (kg: number): number => Math.round(kg * 1000) / 1000
const maxOf = (values: readonly (number | null)[]): number | null =>
  values.reduce((most, value) => (value === null ? most : Math.max(most ?? value, value)), null)

/** Returns a warning that only several messages show. */
export const finding = (
  given: Pick<CargoFinding, 'code' | 'consignment' | 'rule' | 'expected' | 'actual' | 'message'>,
): CargoFinding => ({
  ...{
    severity: 'warning',
    reject: false,
    item: null,
    equipment: null,
    party: null,
    position: null,
    literal: null,
    at: null,
  },
  ...given,
})
