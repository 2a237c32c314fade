import type { CargoEquipment, CargoSeal } from '@entente/contracts'
import type { MessageWriter } from '../message/message-writer.ts'
import { blankEquipment } from '../model/blank.ts'
import { codeTable } from '../model/code-table.ts'
import { hasEntry } from '../model/has-entry.ts'
import { readNumber, round3 } from '../model/numbers.ts'
import type { Scope } from '../model/scope.ts'
import { addSeal } from '../model/seals.ts'
import type { Sent } from '../model/sent.ts'
import { DGS, DIM, LOC, MEA, RNG, SEL, TMP } from './cargo-tags.ts'
import { type Measure, measureOf } from './read-measure.ts'
import type { Segment } from './segment.ts'

/** EQD 8053. Other codes are kept as sent. */
const types = codeTable<CargoEquipment['type']>({ CN: 'container', TE: 'trailer', UL: 'uld' })

const measureFields: Readonly<Partial<Record<Measure, 'grossKg' | 'tareKg' | 'vgmKg'>>> = {
  gross: 'grossKg',
  tare: 'tareKg',
  verified: 'vgmKg',
}

/** Returns the identity of a piece of equipment: without blanks and hyphens, in capitals. */
export const equipmentId = (text: string): string => text.replace(/[\s-]/g, '').toUpperCase()

/** Returns the equipment of this identity, which the message names once or more often; null if it is no longer open. */
export function findOrOpen(
  writer: MessageWriter,
  sent: Sent,
  type: CargoEquipment['type'],
): Scope<CargoEquipment> | null {
  const id = equipmentId(sent.text)
  const found = writer.findEquipment(id)
  if (found === 'let-go') return null
  if (found !== null) return found
  const scope = writer.equipment(blankEquipment(type, id, sent.text))
  scope.note('id', sent)
  return scope
}

/** Opens the equipment that the current EQD names, or adds to it. Returns null if the EQD has no identity. */
export function readEquipment(writer: MessageWriter, segment: Segment): Scope<CargoEquipment> | null {
  const sent = segment.sent(2)
  const scope = sent === undefined ? null : findOrOpen(writer, sent, 'unknown')
  if (scope !== null) describeEquipment(scope, segment)
  return scope
}

/** Reads EQD into an open piece of equipment. Returns false if it has no identity. */
export function describeEquipment(scope: Scope<CargoEquipment>, segment: Segment): boolean {
  const sent = segment.sent(2)
  if (sent === undefined) return false
  const { owner } = scope
  if (owner.id === '') {
    scope.set('id', equipmentId(sent.text), sent)
    owner.asSent = sent.text
  }
  if (owner.type === 'unknown') owner.type = types[segment.text(1) ?? ''] ?? 'unknown'
  scope.text('typeAsSent', segment.sent(1))
  // The size and type stand in the code, or in the description where the code is empty.
  scope.text('sizeType', segment.sent(3) ?? segment.sent(3, 4))
  const fullness = segment.sent(6)
  if (fullness?.text === '4' || fullness?.text === '5') scope.set('full', fullness.text === '5', fullness)
  return true
}

/** Reads a segment of an equipment group. Returns false if it says nothing about equipment. */
export function readEquipmentDetail(scope: Scope<CargoEquipment>, segment: Segment): boolean {
  switch (segment.tag) {
    case MEA: {
      const measure = measureOf(segment)
      const field = measure === null ? undefined : measureFields[measure]
      if (field !== undefined) scope.kilograms(field, segment.sent(3, 2), segment.text(3))
      return true
    }
    case SEL:
      readSeal(scope, segment)
      return true
    case TMP:
      setTemperature(scope, segment.sent(2), segment.text(2, 2))
      return true
    case RNG:
      if (scope.owner.temperatureC === null)
        setTemperature(scope, segment.sent(2, 2) ?? segment.sent(2, 3), segment.text(2))
      return true
    case DIM:
      // 13: over-height. The composite has the unit, then length, width and height.
      if (segment.text(1) === '13') scope.centimetres('overHeightCm', segment.sent(2, 4), segment.text(2))
      return true
    case LOC:
      readPorts(scope, segment)
      return true
    case DGS:
      readDangerousGoods(scope, segment)
      return true
    default:
      return false
  }
}

/** Reads SEL: the seal number, and the party that affixed it. */
export function readSeal<T extends { seals: CargoSeal[] }>(scope: Scope<T>, segment: Segment): void {
  const seal = segment.sent(1)
  if (seal !== undefined) addSeal(scope, seal.text, seal, segment.text(2) ?? segment.text(2, 4))
}

const portFields = codeTable<'portOfLoading' | 'portOfDischarge'>({
  '6': 'portOfLoading',
  '9': 'portOfLoading',
  '11': 'portOfDischarge',
  '12': 'portOfDischarge',
})

function readPorts(scope: Scope<CargoEquipment>, segment: Segment): void {
  const field = portFields[segment.text(1) ?? '']
  if (field !== undefined) scope.text(field, segment.sent(2) ?? segment.sent(2, 4))
}

/** Adds the UN number of DGS (C234/7124) to a list, each number once and without a prefix. */
export function readDangerousGoods<T extends { unNumbers: string[] }>(scope: Scope<T>, segment: Segment): void {
  const sent = segment.sent(3)
  if (sent === undefined) return
  const number = sent.text.replace(/^(?:UN|ID)\s*/i, '')
  const { unNumbers } = scope.owner
  if (hasEntry(unNumbers, number)) return
  scope.note(`unNumbers/${unNumbers.length}`, sent)
  unNumbers.push(number)
}

function setTemperature(scope: Scope<CargoEquipment>, sent: Sent | undefined, unit: string | null): void {
  if (sent === undefined) return
  const { value, problem } = readNumber(sent.text, true)
  if (value === null) {
    scope.report(problem ?? 'NUMBER_MALFORMED', 'temperatureC', { message: 'this is no temperature', sent })
    return
  }
  const celsius = unit === 'FAH' ? ((value - 32) * 5) / 9 : value
  scope.set('temperatureC', round3(celsius), sent)
}
