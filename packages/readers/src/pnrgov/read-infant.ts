import type { FindingPosition } from '@entente/contracts'
import { readBirthDate, reportBirthDate } from '../derive/birth-date.ts'
import type { CalendarDate } from '../derive/calendar.ts'
import { statedWithMonthName } from '../derive/stated-date.ts'
import type { FindingSink } from './finding-sink.ts'
import type { PnrgovState } from './pnrgov-state.ts'
import type { ReservationDraft } from './reservation-draft.ts'
import { splitSsrText, withoutNameTail } from './ssr-text.ts'

/** Reads SSR INFT: an infant, stated in a service of the adult (IATA AIRIMP). */
export function readInfant(state: PnrgovState): void {
  const { context } = state
  const literal = context.cursor.textFrom(1, 9)
  if (literal !== null) readInfantText(context, state.draft!, state, literal, context.place(1, 9))
}

/**
 * Reads the text of SSR INFT in either syntax: `SURNAME/GIVEN DDMMMYY`. The date is the last word or the last field.
 */
export function readInfantText(
  sink: FindingSink,
  draft: ReservationDraft,
  message: { referenceDate(): CalendarDate },
  literal: string,
  place: FindingPosition,
): void {
  const { name, date } = nameAndDate(withoutNameTail(literal).text)
  const [surname, given] = splitSsrText(name).fields
  let birthDate: string | null = null
  let birthLiteral: string | null = null
  if (date !== null) {
    const read = readBirthDate(date, statedWithMonthName(date), null, message)
    birthDate = read.value
    if (read.rule !== null) birthLiteral = date
    reportBirthDate(sink, read, place, date, `${draft.pointer}/people`)
  }
  if (!surname && !given) {
    sink.reportAt('NAME_MISSING', 'an infant without any name', place, literal, `${draft.pointer}/people`)
    return
  }
  draft.infants.push({ surname: surname ?? null, given: given ?? null, birthDate, birthLiteral, literal, place })
}

function nameAndDate(text: string): { name: string; date: string | null } {
  const at = Math.max(text.lastIndexOf(' '), text.lastIndexOf('/'))
  const last = text.slice(at + 1).trim()
  // Names have no digits, so a last word with at least two is a date, in whatever form.
  return /\d.*\d/.test(last) ? { name: text.slice(0, at).trim(), date: last } : { name: text, date: null }
}
