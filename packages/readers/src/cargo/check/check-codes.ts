import type { CargoConsignment } from '@entente/contracts'
import type { Scope } from '../model/scope.ts'
import { readAirWaybillNumber } from './check-digits.ts'
import { isConsolidationMaster } from './consolidation-master.ts'
import { readUnNumber, saysDangerous, unNumbersIn } from './dangerous-goods.ts'
import type { CheckTraits } from './format-traits.ts'
import type { ReportPart } from './report-part.ts'

/** Checks the number of an air waybill, and the numbers of air waybills among the documents (N740 and N741 of the EU, 740, 741). */
export function checkAirWaybill(
  consignment: CargoConsignment,
  scope: Scope<CargoConsignment>,
  traits: CheckTraits,
): void {
  const { id, level, mode } = consignment
  const isAirMaster = level === 'master' && (traits.airWaybills || mode === 'air')
  if (isAirMaster) {
    const number = readAirWaybillNumber(id)
    consignment.awbCheckDigitValid = number?.checkDigitValid ?? (traits.airWaybills ? false : null)
    if (number === null && traits.airWaybills) {
      const message = 'an air waybill number has three digits of the airline and eight of the serial number'
      scope.report('AWB_MALFORMED', 'id', { message, actual: id })
    } else if (number?.checkDigitValid === false) reportAirWaybill(scope, 'id', id)
  }
  for (const [at, document] of consignment.documents.entries()) {
    if (!/^N?74[01]$/.test(document.type)) continue
    if (readAirWaybillNumber(document.id)?.checkDigitValid === false)
      reportAirWaybill(scope, `documents/${at}`, document.id)
  }
}

function reportAirWaybill(scope: Scope<CargoConsignment>, field: string, actual: string): void {
  const digits = actual.replace('-', '')
  const expected = String(Number(digits.slice(3, 10)) % 7)
  const message = `the last digit of the air waybill number must be ${expected}`
  scope.report('AWB_CHECK_DIGIT', field, { message, expected, actual })
}

/** Checks the commodity codes of a consignment and of its items. */
export function checkHsCodes(
  consignment: CargoConsignment,
  scope: Scope<CargoConsignment>,
  traits: CheckTraits,
  part: ReportPart,
): void {
  if (traits.hs === 'none') return
  const seen = new Set<string>()
  const check = (code: string, owner: object, field: string) => {
    seen.add(code)
    const judged = traits.tables.judgeHsCode(code)
    if (judged.state === 'malformed') {
      part(owner, 'HS_MALFORMED', field, {
        message: 'an HS code has 4, 6, 8 or 10 digits',
        actual: code,
        literal: code,
      })
    } else if (judged.state === 'unknown') {
      const message = `the first ${judged.level} digits do not exist in the Harmonized System`
      part(owner, 'HS_UNKNOWN', field, { message, expected: judged.level, actual: code, literal: code })
    } else if (judged.state === 'heading' && traits.hs === 'six') {
      part(owner, 'HS_TOO_SHORT', field, { message: 'this format asks for six digits', expected: 6, actual: code })
    }
  }
  for (const item of consignment.items) if (item.hs !== null) check(item.hs, item, 'hs')
  for (const [at, code] of consignment.hsCodes.entries()) if (!seen.has(code)) check(code, consignment, `hsCodes/${at}`)
  const isStub = traits.masterIsStub && consignment.level === 'master'
  if (seen.size > 0 || isStub || consignment.purpose === 'cancellation') return
  scope.report('HS_MISSING', null, {
    message: 'no HS code is stated',
    // The houses of a consolidation have the codes.
    ...(isConsolidationMaster(consignment, traits) ? { severity: 'info' } : {}),
  })
}

/**
 * Checks the UN numbers, also by the table of those that exist if there is one, and adds those that a text states. Reports a text that says that goods are dangerous, in a
 * consignment without any UN number.
 */
export function checkDangerousGoods(
  consignment: CargoConsignment,
  { tables: { unNumbers: known } }: CheckTraits,
  part: ReportPart,
): void {
  const seen = new Set<string>()
  const check = (number: string, owner: object, field: string) => {
    const digits = readUnNumber(number)
    if (seen.has(digits ?? number)) return
    seen.add(digits ?? number)
    if (digits !== null && known !== null && !known.has(digits))
      part(owner, 'UN_UNKNOWN', field, { message: 'the table of UN numbers has no such number', actual: digits })
    if (digits !== null) return
    part(owner, 'UN_MALFORMED', field, { message: 'a UN number has four digits from 0004 to 3600', actual: number })
  }
  for (const item of consignment.items) {
    for (const [at, number] of item.unNumbers.entries()) check(number, item, `unNumbers/${at}`)
  }
  for (const [at, number] of consignment.unNumbers.entries()) check(number, consignment, `unNumbers/${at}`)

  let danger: { owner: object; field: string; text: string } | null = null
  const read = (text: string | null, owner: object, field: string) => {
    if (text === null) return
    for (const number of unNumbersIn(text)) {
      if (seen.has(number)) continue
      consignment.unNumbers.push(number)
      check(number, owner, field)
    }
    if (danger === null && seen.size === 0 && saysDangerous(text)) danger = { owner, field, text }
  }
  read(consignment.description, consignment, 'description')
  for (const item of consignment.items) read(item.description, item, 'description')
  for (const [at, text] of consignment.handlingText.entries()) read(text, consignment, `handlingText/${at}`)
  if (danger === null || seen.size > 0) return
  const { owner, field, text } = danger as { owner: object; field: string; text: string }
  const message = 'the text says that goods are dangerous, and no UN number is stated'
  part(owner, 'DG_TEXT_WITHOUT_UN', field, { message, literal: text })
}
