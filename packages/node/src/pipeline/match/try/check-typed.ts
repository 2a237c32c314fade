import type { Identity, TypedFinding, TypedIdentity } from '@entente/contracts'
import { checkIdentity } from '@entente/matching'
import { type ErrorCode, errorTable, fail } from '../../../errors.ts'

const mostNames = 200
/** Faults that leave the rest of an identity comparable. */
const leftOut = new Set(['name-empty', 'nationality-unknown', 'document-unusable'])

/**
 * Checks a typed identity and returns it as the matcher takes it, with findings for the parts left out. `at` is the identity's place in the
 * request. Errors: `name-empty`, `name-too-long`, `names-too-many`, `birth-date-invalid`, `birth-date-implausible`. No message quotes the
 * input.
 */
export function checkTyped(
  typed: TypedIdentity,
  at: string,
  today: string,
): { identity: Identity; findings: TypedFinding[] } {
  if (typed.names.length > mostNames) throw fail('names-too-many', { at: `${at}/names` })
  // Removes undefined fields.
  const stated = JSON.parse(JSON.stringify(typed)) as Identity
  const { identity, faults } = checkIdentity(stated, { today })
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
