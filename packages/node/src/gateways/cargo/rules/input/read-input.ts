import type { CargoConsignment, CargoParty } from '@entente/contracts'
import { fields, nowField } from '../language/fields.ts'
import type { Value } from '../language/rule-node.ts'
import { mostOfLine } from '../language/rule-pattern.ts'
import { ConsignmentFault, type RuleContext, type RuleInput } from './rule-input.ts'

/** A consignment of any age: a masked field is null or missing. */
export type AnyConsignment = { [K in keyof CargoConsignment]?: CargoConsignment[K] | null }

/** The parties that rules read by name. */
export const ruleParties = ['consignor', 'consignee', 'notify'] as const

const places = Object.fromEntries(fields.map(({ path, slot }) => [path.slice(2), slot])) as Record<string, number>

/**
 * Makes the input of rules from a consignment. A value that is null, missing, masked, an empty text, or no number where a
 * number belongs is absent. Throws ConsignmentFault if a value has another type than a consignment has.
 */
export function readInput(consignment: AnyConsignment, context: RuleContext): RuleInput {
  const values: (Value | undefined)[] = new Array(fields.length + 1).fill(undefined)
  const set = (name: string, value: Value | undefined): void => {
    values[places[name] as number] = value
  }
  for (const name of texts) set(name, textAt(consignment[name], name))
  set('currency', consignment.value == null ? undefined : textAt(consignment.value.currency, 'value/currency'))
  for (const name of lists) set(name, textsAt(consignment[name], name))
  set('unNumbers', textsAt(consignment.unNumbers, 'unNumbers'))
  const hs = textsAt(consignment.hsCodes, 'hsCodes')?.map(digitsOf)
  set('hs', hs)
  set('hs4', hs === undefined ? undefined : prefixesOf(hs, 4))
  set('hs2', hs === undefined ? undefined : prefixesOf(hs, 2))
  set('equipment', textsAt(consignment.equipmentIds, 'equipmentIds'))
  const goods = goodsTexts(consignment)
  set('description', goods.length === 0 ? undefined : goods.map(({ text }) => text).join('\n'))
  set('handlingText', textsAt(consignment.handlingText, 'handlingText')?.join('\n'))
  setNumbers(consignment, context, set)
  setParties(consignment, set)
  setContext(context, set)
  values[nowField.slot] = context.now
  return { values, tableTags: context.tableTags ?? null }
}

type Setter = (name: string, value: Value | undefined) => void

const texts = ['level', 'mode', 'origin', 'destination', 'exportCountry', 'destinationCountry', 'nature'] as const
const lists = ['routeCountries', 'specialHandling'] as const

function setNumbers(consignment: AnyConsignment, { rate }: RuleContext, set: Setter): void {
  const pieces = countAt(consignment.pieces, 'pieces')
  const grossKg = numberAt(consignment.grossKg, 'grossKg')
  const volumeM3 = numberAt(consignment.volumeM3, 'volumeM3')
  const amount = consignment.value == null ? undefined : numberAt(consignment.value.amount, 'value/amount')
  set('pieces', pieces)
  set('packages', countAt(consignment.packages, 'packages'))
  set('grossKg', grossKg)
  set('volumeM3', volumeM3)
  set('kgPerPiece', ratio(grossKg, pieces === undefined ? undefined : Number(pieces)))
  set('kgPerM3', ratio(grossKg, volumeM3))
  // Amounts of two currencies are never compared: without a rate of the day there is no value.
  set('valuePerKg', ratio(amount === undefined || rate === undefined ? undefined : amount * rate, grossKg))
}

function setParties(consignment: AnyConsignment, set: Setter): void {
  const parties = listAt<CargoParty>(consignment.parties, 'parties')
  if (parties === undefined) return
  set('partyRoles', [...new Set(parties.map(({ role }, at) => textAt(role, `parties/${at}/role`) ?? 'other'))])
  for (const name of ruleParties) {
    const at = parties.findIndex(({ role }) => role === name)
    const party = parties[at]
    if (party === undefined) continue
    set(`${name}.name`, textAt(party.name, `parties/${at}/name`))
    set(`${name}.country`, textAt(party.country, `parties/${at}/country`))
    set(`${name}.city`, textAt(party.city, `parties/${at}/city`))
    set(`${name}.id`, textAt(party.id, `parties/${at}/id`))
  }
}

function setContext(context: RuleContext, set: Setter): void {
  const { firstSeen, watch, findings, unClasses, tableTags } = context
  set('findings', findings)
  set('unClasses', unClasses)
  set('tags', tableTags === undefined ? undefined : [...tableTags].sort())
  set('quality', context.quality)
  set('score', context.score)
  set('watch.best', watch?.best)
  set('watch.kinds', watch?.kinds)
  set('firstSeen.consignor', firstSeen?.consignor)
  set('firstSeen.consignee', firstSeen?.consignee)
  set('firstSeen.pair', firstSeen?.pair)
  set('firstSeen.route', firstSeen?.route)
  set('firstSeen.hsForConsignee', firstSeen?.hsForConsignee)
}

/** A text about the goods and the JSON pointer of its place. */
export interface GoodsText {
  at: string
  text: string
}

/**
 * Returns the description of the consignment, and those of its items that differ from it. An item's text is left out only if patterns find it already:
 * at the beginning of a long description.
 */
export function goodsTexts(consignment: AnyConsignment): GoodsText[] {
  const own = textAt(consignment.description, 'description')
  const found: GoodsText[] = own === undefined ? [] : [{ at: '/description', text: own }]
  const seen = new Set([own])
  const start = own?.slice(0, mostOfLine)
  for (const [place, item] of (listAt(consignment.items, 'items') ?? []).entries()) {
    const text = textAt(item.description, `items/${place}/description`)
    if (text === undefined || seen.has(text) || start?.includes(text) === true) continue
    seen.add(text)
    found.push({ at: `/items/${place}/description`, text })
  }
  return found
}

const ratio = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined || b <= 0 ? undefined : a / b

/** Filers write HS codes with and without dots and spaces. Rules and tables read the digits. */
export const digitsOf = (code: string): string => code.replace(/\D+/g, '')

const prefixesOf = (codes: readonly string[], length: number): string[] => [
  ...new Set(codes.filter((code) => code.length >= length).map((code) => code.slice(0, length))),
]

function textAt(value: unknown, at: string): string | undefined {
  if (value === null || value === undefined || value === '') return undefined
  if (typeof value !== 'string') throw new ConsignmentFault(`/${at}`)
  return value
}

function numberAt(value: unknown, at: string): number | undefined {
  if (value === null || value === undefined) return undefined
  if (typeof value !== 'number') throw new ConsignmentFault(`/${at}`)
  return Number.isFinite(value) ? value : undefined
}

function countAt(value: unknown, at: string): bigint | undefined {
  const number = numberAt(value, at)
  return number !== undefined && Number.isSafeInteger(number) ? BigInt(number) : undefined
}

function textsAt(value: unknown, at: string): string[] | undefined {
  if (value === null || value === undefined) return undefined
  if (!Array.isArray(value)) throw new ConsignmentFault(`/${at}`)
  for (const [place, item] of value.entries())
    if (typeof item !== 'string') throw new ConsignmentFault(`/${at}/${place}`)
  return value
}

function listAt<T extends object>(value: readonly T[] | null | undefined, at: string): readonly T[] | undefined {
  if (value === null || value === undefined) return undefined
  if (!Array.isArray(value)) throw new ConsignmentFault(`/${at}`)
  for (const [place, item] of value.entries())
    if (typeof item !== 'object' || item === null) throw new ConsignmentFault(`/${at}/${place}`)
  return value
}
