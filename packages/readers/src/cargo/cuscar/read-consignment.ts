import type { CargoConsignment, CargoDeclared, CargoItem, CargoMoney } from '@entente/contracts'
import type { Segment } from '../edifact/segment.ts'
import { natures } from '../model/codes.ts'
import type { Scope } from '../model/scope.ts'
import type { Sent } from '../model/sent.ts'
import { carriageAmounts, chargeAmounts, placeFields, totals } from './codes.ts'

/** Reads LOC below CNI. The first place of a field counts. */
export function readPlace(scope: Scope<CargoConsignment>, segment: Segment): void {
  const field = placeFields[segment.text(1) ?? '']
  if (field !== undefined && scope.owner[field] === null) scope.text(field, segment.sent(2) ?? segment.sent(2, 4))
}

/** Reads CNT. Returns false if the object has this total already, or if the code is not one of its totals. */
export function readTotal(scope: Scope<CargoConsignment> | Scope<CargoDeclared>, segment: Segment): boolean {
  const total = totals[segment.text(1) ?? '']
  if (total === undefined || scope.owner[total.field] !== null) return false
  // The totals have the same names in both.
  const target = scope as Scope<CargoDeclared>
  const [value, unit] = [segment.sent(1, 2), segment.text(1, 3)]
  if (total.measure === 'count') target.count(total.field, value)
  else if (total.measure === 'mass') target.kilograms(total.field, value, unit)
  else target.cubicMetres(total.field, value, unit)
  return true
}

/** Reads GIS: export, import, transit or transhipment. */
export function setNature(scope: Scope<CargoConsignment>, sent: Sent | undefined): void {
  const nature = sent && natures[sent.text]
  if (nature === undefined) return
  scope.set('nature', nature, sent)
  scope.text('natureCode', sent)
}

/** Reads MOA of a consignment or an item (C516: kind, amount, currency). */
export function readAmount(
  consignment: Scope<CargoConsignment>,
  item: Scope<CargoItem> | null,
  segment: Segment,
): void {
  const kind = segment.text(1) ?? ''
  const [amount, currency] = [segment.sent(1, 2), segment.text(1, 3)]
  if (chargeAmounts.has(kind)) return
  if (carriageAmounts.has(kind)) consignment.money('carriageValue', amount, currency)
  else {
    const scope = (item ?? consignment) as Scope<{ value: CargoMoney | null }>
    if (scope.owner.value === null) scope.money('value', amount, currency)
  }
}

/** Reads FTX: AAA describes the goods, and other texts are handling instructions. */
export function readText(consignment: Scope<CargoConsignment>, item: Scope<CargoItem> | null, segment: Segment): void {
  const sent = segment.joined(4, 5)
  if (sent === undefined) return
  if (segment.text(1) !== 'AAA') {
    consignment.push('handlingText', sent)
    return
  }
  const scope = (item ?? consignment) as Scope<{ description: string | null }>
  const before = scope.owner.description
  scope.text('description', sent)
  if (before !== null) scope.owner.description = `${before} ${scope.owner.description}`
}

/** Adds a document or reference to a list. */
export function addDocument(scope: Scope<CargoConsignment> | Scope<CargoItem>, type: string, sent: Sent): void {
  const { documents } = scope.owner
  scope.note(`documents/${documents.length}/id`, sent)
  documents.push({ type, id: sent.text })
}
