import type { CargoFinding } from '@entente/contracts'
import type { Difference } from '../classes/content-classes.ts'

/** What the findings about filings are made of. */
export interface FilingFacts {
  messageId: string
  filer: string
  /** It is about a carrier for which its filer may not speak. */
  foreign: boolean
  function: string
  reference: string | null
  preparedAt: Date | null
  receivedAt: Date
}

interface FilerFacts {
  /** The message that used each reference first. */
  references: Map<string, string>
  newest: Date | null
}

const about = {
  ...{ reject: false, item: null, equipment: null, party: null, expected: null, actual: null, rule: null },
  ...{ position: null, literal: null, at: null },
} as const

/**
 * Returns the findings that only several filings of a consignment show: an amendment of something that was never filed, a
 * reference used twice, a message that came after a later one or has the consignment twice, a filer that may not speak for
 * the carrier, filers that disagree, and more filings than are merged (`isCut`).
 */
export function filingFindings(
  consignment: string,
  filings: readonly FilingFacts[],
  differences: readonly Difference[],
  isCut: boolean,
): CargoFinding[] {
  const finding = (code: string, message: string, actual: string | null = null): CargoFinding => ({
    ...about,
    ...{ code, severity: 'warning', consignment, message, actual },
  })
  const inOrder = [...filings].sort((one, other) => one.receivedAt.getTime() - other.receivedAt.getTime())
  const [first] = inOrder
  const found: CargoFinding[] = []
  if (first?.function === 'amendment')
    found.push(finding('AMENDMENT_WITHOUT_ORIGINAL', 'The first message about this consignment is an amendment.'))
  const known = new Map<string, FilerFacts>()
  for (const { filer, messageId, reference, preparedAt } of inOrder) {
    const before = known.get(filer) ?? { references: new Map(), newest: null }
    known.set(filer, before)
    if (reference !== null && (before.references.get(reference) ?? messageId) !== messageId)
      found.push(finding('REFERENCE_REUSED', 'Two messages of one filer have the same reference.', reference))
    else if (reference !== null) before.references.set(reference, messageId)
    if (preparedAt === null) continue
    if (before.newest !== null && before.newest > preparedAt)
      found.push(finding('OUT_OF_ORDER', 'The message came after one that was prepared later.', reference))
    else before.newest = preparedAt
  }
  if (isCut)
    found.push(
      finding(
        'FILINGS_LEFT_OUT',
        'One filer has more filings of this consignment in force than are merged. Of the others only parties and codes count.',
      ),
    )
  const messages = filings.map(({ messageId }) => messageId)
  if (new Set(messages).size < messages.length)
    found.push(finding('KEY_REPEATED', 'One message has two bills with the key of this consignment.'))
  if (filings.some(({ foreign }) => foreign))
    found.push(finding('CARRIER_NOT_ALLOWED', 'A filer may not speak for the carrier of this consignment.'))
  for (const { path } of differences)
    found.push({ ...finding('FILERS_DIFFER', `Filers state ${path} differently.`), at: `/consignment/${path}` })
  return found
}
