import { readCount as readWholeNumber } from '../derive/read-number.ts'
import { packTag } from '../edifact/tags.ts'
import type { PaxlstState } from './paxlst-state.ts'

const BGM = packTag('BGM')
const RFF = packTag('RFF')
const COM = packTag('COM')
const CTA = packTag('CTA')

/** Reads BGM, RFF, COM and CTA before the people. */
export function readHeaderSegment(state: PaxlstState): void {
  const { cursor } = state.context
  switch (cursor.tag) {
    case BGM: {
      const code = cursor.text(1, 1)
      const qualifier = cursor.text(2, 1)
      if (code !== null || qualifier !== null) state.document ??= { code, qualifier }
      break
    }
    case RFF:
      if (cursor.text(1, 1) === 'TN') state.transactionReference ??= cursor.text(1, 2)
      break
    case COM:
      if (state.reportingParty === null) state.misplaced()
      else readContacts(state, 1)
      break
    case CTA:
      state.reportingParty ??= { name: cursor.text(2, 2) ?? cursor.text(2, 1), contacts: [] }
      readContacts(state, 3)
      break
    default:
  }
}

function readContacts(state: PaxlstState, from: number): void {
  const { cursor } = state.context
  for (let element = from; element <= cursor.elements; element++) {
    const value = cursor.text(element, 1)
    const kind = cursor.text(element, 2)
    if (value === null && kind === null) continue
    state.reportingParty!.contacts.push({ value: kind === 'EM' && value !== null ? spelledMail(value) : value, kind })
  }
}

/** Writes the `@` of a mail address, for which `.at.` may stand because the syntax level UNOA has no `@`. */
export const spelledMail = (text: string): string => text.replace(/\.at\./i, '@')

/** Reads CNT, the number of people that the sender states. Some senders write `CNT+42+7` instead of `CNT+42:7`. */
export function readCount(state: PaxlstState): void {
  const { context } = state
  const { cursor } = context
  const qualifier = cursor.text(1, 1)
  const literal = cursor.text(1, 2) ?? cursor.text(2, 1)
  const declared = readWholeNumber(literal)
  state.control ??= { qualifier, declared }
  if ((qualifier === '42' || qualifier === '41') && declared !== null) {
    state.counts.push({ qualifier, declared, place: context.place(1, 2), literal })
  }
}

/**
 * Reports `PERSON_COUNT_MISMATCH` if the stated number of passengers (42) or crew (41) is wrong. One part of a message may
 * state the total of all parts; then the severity is info.
 */
export function judgeCounts(state: PaxlstState): void {
  const { context } = state
  const { part } = context.header
  const isPartial = part !== null && !(part.number === 1 && part.flag === 'F')
  for (const count of state.counts) {
    const found = count.qualifier === '41' ? state.crew : state.people.length - state.crew
    if (found === count.declared) continue
    const message = `${count.declared} declared, ${found} in the message`
    const at = `${context.pointer}/control`
    const severity = isPartial ? 'info' : 'notice'
    context.reportAt('PERSON_COUNT_MISMATCH', message, count.place, count.literal, at, severity)
  }
}
