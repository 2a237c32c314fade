import type { Identity, TypedFinding, TypedIdentity } from '@entente/contracts'
import { checkIdentity } from '@entente/matching'
import { type ErrorCode, errorTable, fail } from '../../../errors.ts'

const mostNames = 200
/** Faults that leave the rest of an identity fit to be compared. */
const leftOut = new Set(['name-empty', 'nationality-unknown', 'document-unusable'])

/**
 * What a person typed, as the matcher takes it, and what of it was left out. `at` is where the identity stands in the request. Errors are those of
 * matching.md 6: `name-empty`, `name-too-long`, `names-too-many`, `birth-date-invalid`, `birth-date-implausible`. No message quotes what was typed.
 */
export function checkTyped(
  typed: TypedIdentity,
  at: string,
  today: string,
): { identity: Identity; findings: TypedFinding[] } {
  if (typed.names.length > mostNames) throw fail('names-too-many', { at: `${at}/names` })
  // A field that was not said is not there.
  const said = JSON.parse(JSON.stringify(typed)) as Identity
  const { identity, faults } = checkIdentity(said, { today })
  const stop = faults.find(({ code }) => !leftOut.has(code))
  if (stop !== undefined) {
    const code: ErrorCode = stop.code in errorTable ? (stop.code as ErrorCode) : 'identity-invalid'
    throw fail(code, { at: at + stop.at, detail: stop.message })
  }
  if (identity.names.length === 0 && (identity.documents ?? []).length === 0) {
    throw fail('name-empty', { at: `${at}/names` })
  }
  const findings = faults.map(({ code, message, at: place }) => ({
    code: code.toUpperCase().replaceAll('-', '_'),
    at: at + place,
    message,
  }))
  return { identity, findings }
}
