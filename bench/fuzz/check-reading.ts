import type { TravelReading } from '@entente/contracts'

const hasRecords = (message: TravelReading['messages'][number]): boolean =>
  message.type === 'PAXLST' ? message.people.length > 0 : message.reservations.length > 0

const outcomes = ['read', 'partly-read', 'quarantined']

/** What is wrong with how a message ended: it must be a reading or a quarantine, and say which bytes were left out. Null: nothing. */
export function checkReading(bytes: Uint8Array, reading: TravelReading): string | null {
  const { outcome, quarantined, findings, messages } = reading
  if (!outcomes.includes(outcome)) return `the outcome is ${outcome}`
  const hasError = findings.some(({ severity }) => severity === 'error')
  if (outcome === 'quarantined' && messages.some(hasRecords)) return 'quarantined as a whole, and yet with records'
  if (outcome === 'read' && quarantined.length > 0) return 'read, and yet something is quarantined'
  if (outcome !== 'read' && !hasError) return `${outcome} without a finding that is an error`
  // Of an empty message there are no bytes to name.
  if (outcome !== 'read' && bytes.length > 0 && quarantined.length === 0)
    return `${outcome}, and no range is quarantined`
  const astray = quarantined.find(({ from, to }) => from < 0 || to <= from || to > bytes.length)
  if (astray !== undefined)
    return `the quarantined range ${astray.from} to ${astray.to} is none of ${bytes.length} bytes`
  const long = findings.find(({ literal }) => literal !== null && literal.length > 120)
  return long === undefined ? null : `the literal of a ${long.code} is ${long.literal?.length} characters long`
}
