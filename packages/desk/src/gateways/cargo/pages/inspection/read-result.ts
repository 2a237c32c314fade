import type { InspectionOutcome, InspectionResultRequest } from '@entente/contracts'

/** A line of the form about what was found. */
export interface FoundLine {
  key: number
  description: string
  hs: string
  unNumber: string
  quantity: string
}

let lines = 0
/** Returns an empty line. */
export function newLine(): FoundLine {
  lines += 1
  return { key: lines, description: '', hs: '', unNumber: '', quantity: '' }
}

const orNull = (value: string): string | null => (value === '' ? null : value)

/**
 * Returns the lines in the form of a request: codes without blanks, dots and dashes, UN numbers in upper case. Lines
 * without a word are left out.
 */
function foundGoods(given: readonly FoundLine[]): InspectionResultRequest['found'] {
  return given
    .map(({ description, hs, unNumber, quantity }) => ({
      description: description.trim(),
      hs: orNull(hs.replaceAll(/[\s.-]/g, '')),
      unNumber: orNull(unNumber.replaceAll(/[\s.-]/g, '').toUpperCase()),
      quantity: orNull(quantity.trim()),
    }))
    .filter((line) => Object.values(line).some((value) => value !== null && value !== ''))
}

/** The state of the form. */
export interface ResultState {
  outcome: InspectionOutcome
  lines: readonly FoundLine[]
  reason: string
  wrongParty: boolean
  corrects: string | null
  photos: readonly { id: string }[]
}

/** Returns the places of the form that lack a text: a finding names goods, and a result that needs a second person has a reason. */
export function lackingTexts({
  outcome,
  lines,
  reason,
  corrects,
}: ResultState): ('/found/0/description' | '/reason')[] {
  const needsReason = outcome === 'not-inspected' || corrects !== null
  return [
    ...(outcome === 'found' && foundGoods(lines).length === 0 ? (['/found/0/description'] as const) : []),
    ...(needsReason && reason.trim() === '' ? (['/reason'] as const) : []),
  ]
}

/** Returns the form as the node takes it: only `found` names goods, and goods that nobody inspected have no party. */
export function readResult({
  outcome,
  lines,
  reason,
  wrongParty,
  corrects,
  photos,
}: ResultState): InspectionResultRequest {
  return {
    ...{ outcome, corrects, reason: orNull(reason.trim()) },
    found: outcome === 'found' ? foundGoods(lines) : [],
    wrongParty: outcome !== 'not-inspected' && wrongParty,
    attachments: photos.map(({ id }) => id),
  }
}
