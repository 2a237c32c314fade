import { AgreementDraft } from '@entente/contracts'
import { fail } from '../../errors.ts'

type Fault = { code: string; at: string; message: string }
/** An agreement is valid for at most this many calendar years. */
const mostYears = 5

/** Reads an officer's draft and reports all its faults together. Errors: `agreement-invalid`, `unknown-field`. */
export function readDraft(body: unknown, own: string): AgreementDraft {
  const parsed = AgreementDraft.safeParse(body)
  if (parsed.success) {
    const faults = termFaults(parsed.data, own)
    if (faults.length > 0) throw invalid(faults)
    return parsed.data
  }
  const faults = parsed.error.issues.flatMap((issue): Fault[] => {
    const at = `/${issue.path.join('/')}`
    if (issue.code !== 'unrecognized_keys')
      return [{ code: issue.code.replaceAll('_', '-'), at, message: issue.message }]
    const under = issue.path.length === 0 ? '' : at
    return issue.keys.map((key) => ({
      code: 'unknown-field',
      at: `${under}/${key}`,
      message: `There is no field ${key}.`,
    }))
  })
  // Also check the rules that involve several fields, as far as the fields are readable, so that one answer reports all
  // faults.
  throw invalid([...faults, ...termFaults(body as AgreementDraft, own)])
}

function invalid(faults: readonly Fault[]) {
  const only = faults.every(({ code }) => code === 'unknown-field')
  return fail(only ? 'unknown-field' : 'agreement-invalid', {
    at: faults[0]?.at ?? null,
    errors: [...faults],
    detail: faults.map(({ at, message }) => `${at}: ${message}`).join(' '),
  })
}

/**
 * Checks the rules that involve several fields. A malformed field is skipped here, because the schema check reports it.
 */
export function termFaults(draft: Partial<AgreementDraft>, own: string | null): Fault[] {
  const faults: Fault[] = []
  const fault = (at: string, message: string) => faults.push({ code: 'agreement-invalid', at, message })
  const { parties, validFrom, validUntil, review, blindCheck, kinds } = draft ?? {}
  if (Array.isArray(parties)) {
    const members = parties.map((party) => party?.member)
    if (parties.length === 1) fault('/parties', 'An agreement has two parties at least.')
    for (const [place, member] of members.entries())
      if (members.indexOf(member) !== place) fault(`/parties/${place}/member`, 'This member stands in it already.')
    if (own !== null && !members.includes(own)) fault('/parties', `${own} is no party of it.`)
    const gives = parties.filter((party) => party?.contribute === true)
    const gets = parties.filter((party) => party?.receive === true)
    if (!gives.some((one) => gets.some((other) => other.member !== one.member)))
      fault('/parties', 'Nobody receives what another contributes.')
    const { learns } = blindCheck ?? {}
    if (Array.isArray(learns))
      for (const [place, member] of learns.entries())
        if (!members.includes(member)) fault(`/blindCheck/learns/${place}`, 'Only a party may ask.')
  }
  const [from, until, due] = [validFrom, validUntil, review?.nextDue].map((at) => Date.parse(at ?? ''))
  if (from !== undefined && until !== undefined && !Number.isNaN(from) && !Number.isNaN(until)) {
    if (until <= from) fault('/validUntil', 'It ends before it begins.')
    const most = new Date(from)
    most.setUTCFullYear(most.getUTCFullYear() + mostYears)
    if (until > most.getTime()) fault('/validUntil', `It holds for more than ${mostYears} years.`)
    if (due !== undefined && due <= from) fault('/review/nextDue', 'Its review is due before it begins.')
  }
  if (Array.isArray(blindCheck?.kinds) && Array.isArray(kinds))
    for (const [place, kind] of blindCheck.kinds.entries())
      if (!kinds.includes(kind)) fault(`/blindCheck/kinds/${place}`, `The agreement does not cover ${kind}.`)
  return faults
}
