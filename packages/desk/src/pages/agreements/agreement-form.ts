import type { Agreement, AgreementDraft, AgreementParty, Purpose, SignalKind } from '@entente/contracts'
import { isDay } from '../../parts/day.ts'
import type { FieldFault } from '../../parts/form-faults.ts'
import { itemsIn } from '../../parts/items-in.ts'

/** The input of an agreement: texts as typed, '' if nothing is chosen yet. Dates are days in UTC. */
export interface AgreementForm {
  title: string
  legalBasis: string
  kinds: SignalKind[]
  purposes: Purpose[]
  parties: PartyRow[]
  maxTlp: '' | Agreement['maxTlp']
  maxPap: '' | Agreement['maxPap']
  onward: '' | Agreement['onward']
  riskCountries: string
  children: '' | Agreement['children']
  validFrom: string
  validUntil: string
  maxDays: string
  afterEnd: '' | Agreement['retention']['afterEnd']
  everyMonths: string
  nextDue: string
  stopWithinMinutes: string
  eraseWithinHours: string
  feedback: boolean
  dueHours: string
  blind: boolean
  blindKinds: SignalKind[]
  learns: string
  tellCount: boolean
  single: string
  batch: string
}
export interface PartyRow {
  member: string
  country: string
  type: '' | AgreementParty['type']
  contribute: boolean
  receive: boolean
}
export const emptyParty: PartyRow = { member: '', country: '', type: '', contribute: false, receive: false }
export interface FieldsProps {
  form: AgreementForm
  change: (part: Partial<AgreementForm>) => void
  faults: readonly FieldFault[]
}
export type FormFault = 'empty' | 'not-a-day' | 'not-a-number' | 'not-chosen' | 'none-chosen' | 'too-few'

/** Returns a new form with this member as the first party. The withdrawal times are the defaults of the network; nothing else is preselected. */
export function emptyForm(own: string, today: string): AgreementForm {
  return {
    ...{ title: '', legalBasis: '', kinds: [], purposes: [] },
    parties: [{ ...emptyParty, member: own }, emptyParty],
    ...{ maxTlp: '', maxPap: '', onward: '', riskCountries: '', children: '' },
    ...{ validFrom: today, validUntil: '', maxDays: '', afterEnd: '', everyMonths: '', nextDue: '' },
    ...{ stopWithinMinutes: '15', eraseWithinHours: '24', feedback: false, dueHours: '' },
    ...{ blind: false, blindKinds: [], learns: '', tellCount: false, single: '', batch: '' },
  }
}

/** Returns the form of an existing version, to write the next one. */
export function formOf(agreement: Agreement): AgreementForm {
  const { parties, retention, review, withdrawal, feedback, blindCheck } = agreement
  return {
    ...{
      title: agreement.title,
      legalBasis: agreement.legalBasis,
      kinds: agreement.kinds,
      purposes: agreement.purposes,
    },
    parties: parties.map((party) => ({ ...party, country: party.country ?? '' })),
    ...{ maxTlp: agreement.maxTlp, maxPap: agreement.maxPap, onward: agreement.onward, children: agreement.children },
    riskCountries: agreement.riskCountries.join(', '),
    ...{ validFrom: dayOf(agreement.validFrom), validUntil: dayOf(agreement.validUntil) },
    ...{ maxDays: String(retention.maxDays), afterEnd: retention.afterEnd },
    ...{ everyMonths: String(review.everyMonths), nextDue: dayOf(review.nextDue) },
    stopWithinMinutes: String(withdrawal.stopWithinMinutes),
    eraseWithinHours: String(withdrawal.eraseWithinHours),
    ...{ feedback: feedback !== null, dueHours: feedback === null ? '' : String(feedback.dueHours) },
    ...{ blind: blindCheck !== null, blindKinds: blindCheck?.kinds ?? [], learns: blindCheck?.learns.join(', ') ?? '' },
    tellCount: blindCheck?.tellCount ?? false,
    single: blindCheck === null ? '' : String(blindCheck.quotaPerDay.single),
    batch: blindCheck === null ? '' : String(blindCheck.quotaPerDay.batch),
  }
}

/**
 * Converts input to the draft that the node accepts, or returns all missing and malformed fields. The node checks the rules between fields and
 * returns the same pointers. If a day of the version `original` is unchanged, its exact time is kept.
 */
export function readForm(
  form: AgreementForm,
  say: (fault: FormFault) => string,
  original: Agreement | null = null,
): { draft: AgreementDraft } | { faults: FieldFault[] } {
  const faults: FieldFault[] = []
  const fault = (at: string, code: FormFault): void => {
    faults.push({ code, at, message: say(code) })
  }
  const text = (value: string, at: string): string => {
    if (value.trim() === '') fault(at, 'empty')
    return value.trim()
  }
  const whole = (value: string, at: string): number => {
    if (value.trim() === '') fault(at, 'empty')
    else if (!/^\d{1,9}$/.test(value.trim())) fault(at, 'not-a-number')
    return Number(value)
  }
  const day = (value: string, at: string, before: string | undefined): string => {
    if (value === '') fault(at, 'empty')
    else if (!isDay(value)) fault(at, 'not-a-day')
    return before?.startsWith(value) ? before : `${value}T00:00:00.000Z`
  }
  const chosen = <T extends string>(value: T | '', at: string): T => {
    if (value === '') fault(at, 'not-chosen')
    return value as T
  }
  const some = <T>(values: T[], at: string): T[] => {
    if (values.length === 0) fault(at, 'none-chosen')
    return values
  }
  if (form.parties.length < 2) fault('/parties', 'too-few')
  const draft: AgreementDraft = {
    ...(original && { id: original.id }),
    title: text(form.title, '/title'),
    legalBasis: text(form.legalBasis, '/legalBasis'),
    kinds: some(form.kinds, '/kinds'),
    purposes: some(form.purposes, '/purposes'),
    parties: form.parties.map((party, place) => ({
      member: text(party.member, `/parties/${place}/member`),
      country: party.country.trim() === '' ? null : party.country.trim().toUpperCase(),
      type: chosen(party.type, `/parties/${place}/type`),
      contribute: party.contribute,
      receive: party.receive,
    })),
    maxTlp: chosen(form.maxTlp, '/maxTlp'),
    maxPap: chosen(form.maxPap, '/maxPap'),
    onward: chosen(form.onward, '/onward'),
    riskCountries: itemsIn(form.riskCountries).map((code) => code.toUpperCase()),
    children: chosen(form.children, '/children'),
    validFrom: day(form.validFrom, '/validFrom', original?.validFrom),
    validUntil: day(form.validUntil, '/validUntil', original?.validUntil),
    retention: {
      maxDays: whole(form.maxDays, '/retention/maxDays'),
      afterEnd: chosen(form.afterEnd, '/retention/afterEnd'),
    },
    review: {
      everyMonths: whole(form.everyMonths, '/review/everyMonths'),
      nextDue: day(form.nextDue, '/review/nextDue', original?.review.nextDue),
    },
    withdrawal: {
      stopWithinMinutes: whole(form.stopWithinMinutes, '/withdrawal/stopWithinMinutes'),
      eraseWithinHours: whole(form.eraseWithinHours, '/withdrawal/eraseWithinHours'),
    },
    feedback: form.feedback ? { dueHours: whole(form.dueHours, '/feedback/dueHours') } : null,
    blindCheck: form.blind
      ? {
          kinds: some(form.blindKinds, '/blindCheck/kinds'),
          // A member that is no longer a party has no check box, so it is removed here.
          learns: some(
            itemsIn(form.learns).filter((member) => form.parties.some((party) => party.member.trim() === member)),
            '/blindCheck/learns',
          ),
          tellCount: form.tellCount,
          quotaPerDay: {
            single: whole(form.single, '/blindCheck/quotaPerDay/single'),
            batch: whole(form.batch, '/blindCheck/quotaPerDay/batch'),
          },
        }
      : null,
  }
  return faults.length > 0 ? { faults } : { draft }
}

const dayOf = (instant: string): string => instant.slice(0, 10)
