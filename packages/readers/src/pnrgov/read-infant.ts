import { isoDate } from '../derive/calendar.ts'
import { hasCentury, resolveBirthDate, statedWithMonthName } from '../derive/stated-date.ts'
import type { PnrgovState } from './pnrgov-state.ts'
import { splitSsrText, withoutNameTail } from './ssr-text.ts'

/** SSR INFT: `SURNAME/GIVEN DDMMMYY` of an infant, stated on the adult (travel.md 3.4). */
export function readInfant(state: PnrgovState): void {
  const { context } = state
  const literal = context.cursor.textFrom(1, 9)
  if (literal === null) return
  const { text } = withoutNameTail(literal)
  const { name, date } = nameAndDate(text)
  const [surname, given] = splitSsrText(name).fields
  const place = context.place(1, 9)
  let birthDate: string | null = null
  let birthLiteral: string | null = null
  if (date !== null) {
    const stated = statedWithMonthName(date)
    const choice = resolveBirthDate(stated, state.referenceDate())
    if (choice.date !== 0) {
      birthDate = isoDate(choice.date)
      if (!hasCentury(stated)) birthLiteral = date
    } else context.reportAt('DATE_INVALID', 'birth date of an infant', place, date, state.pointerTo('people'))
  }
  if (!surname && !given) {
    context.report('NAME_MISSING', 'an infant without any name', 1, 9, state.pointerTo('people'))
    return
  }
  state.draft!.infants.push({ surname: surname ?? null, given: given ?? null, birthDate, birthLiteral, literal, place })
}

/** The date is the last word, or the last field. */
function nameAndDate(text: string): { name: string; date: string | null } {
  const at = Math.max(text.lastIndexOf(' '), text.lastIndexOf('/'))
  const last = text.slice(at + 1).trim()
  return /^\d{1,2}[A-Za-z]{3}\d{2}(\d{2})?$/.test(last)
    ? { name: text.slice(0, at).trim(), date: last }
    : { name: text, date: null }
}
