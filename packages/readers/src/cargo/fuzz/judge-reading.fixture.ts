import type { CargoReading } from '@entente/contracts'
import {
  blankConsignment,
  blankConveyance,
  blankDeclared,
  blankEquipment,
  blankHeader,
  blankItem,
  blankLoad,
  blankParty,
} from '../model/blank.ts'

const keysOf = (value: object): string => Object.keys(value).toSorted().join()
const shapes = {
  consignment: keysOf(blankConsignment('master', '', '', null)),
  item: keysOf(blankItem()),
  party: keysOf(blankParty('other')),
  equipment: keysOf(blankEquipment('container', '')),
  load: keysOf(blankLoad('', null)),
  header: keysOf(blankHeader()),
  conveyance: keysOf(blankConveyance()),
  declared: keysOf(blankDeclared()),
}

/** Returns what is wrong with a reading, whatever the message was; null if nothing is. */
export function faultOf(bytes: Uint8Array, reading: CargoReading): string | null {
  return (
    faultOfOutcome(bytes, reading) ??
    faultOfFindings(bytes, reading) ??
    faultOfShapes(reading) ??
    faultOfValues(reading.messages, '')
  )
}

function faultOfOutcome(bytes: Uint8Array, { outcome, messages, quarantined, findings }: CargoReading): string | null {
  const kept = messages.some(
    ({ consignments, equipment, loads }) => consignments.length + equipment.length + loads.length > 0,
  )
  if (outcome === 'quarantined' && kept) return 'quarantined as a whole, but something was kept'
  if (outcome === 'read' && quarantined.length > 0) return 'read, but with a quarantined range'
  if (outcome !== 'read' && !findings.some(({ severity }) => severity === 'error')) return `${outcome} without an error`
  if (outcome !== 'read' && bytes.length > 0 && quarantined.length === 0) return `${outcome} without a range`
  const outside = quarantined.some(({ from, to }) => !(from >= 0 && to > from && to <= bytes.length))
  return outside ? 'a quarantined range is outside the message' : null
}

function faultOfFindings(bytes: Uint8Array, { findings, messages }: CargoReading): string | null {
  for (const { code, position, literal, at, message } of findings) {
    if (position !== null && !(position.byte >= 0 && position.byte <= bytes.length)) return `${code} stands outside`
    if (literal !== null && literal.length > 120) return `${code} has a long literal`
    if (message === '') return `${code} says nothing`
    if (at !== null && !(Number(/^\/messages\/(\d+)/.exec(at)?.[1]) < messages.length)) return `${code} is at ${at}`
  }
  return null
}

function faultOfShapes({ messages }: CargoReading): string | null {
  for (const { header, conveyance, declared, consignments, equipment, loads } of messages) {
    if (keysOf(header) !== shapes.header) return 'a header lacks a key'
    if (keysOf(declared) !== shapes.declared) return 'the declared totals lack a key'
    if (conveyance !== null && keysOf(conveyance) !== shapes.conveyance) return 'a conveyance lacks a key'
    if (equipment.some((one) => keysOf(one) !== shapes.equipment)) return 'equipment lacks a key'
    if (loads.some((one) => keysOf(one) !== shapes.load)) return 'a load lacks a key'
    for (const consignment of consignments) {
      if (keysOf(consignment) !== shapes.consignment) return 'a consignment lacks a key'
      const { items, parties } = consignment
      if (items.some((item) => keysOf(item) !== shapes.item)) return 'an item lacks a key'
      const all = [...parties, ...items.flatMap((item) => item.parties)]
      if (all.some((party) => keysOf(party) !== shapes.party)) return 'a party lacks a key'
    }
  }
  return null
}

/** Finds a value that JSON cannot hold, or a number or text that is none. */
function faultOfValues(value: unknown, path: string): string | null {
  if (value === null || typeof value === 'boolean') return null
  if (typeof value === 'string')
    return value.trim() === value || path.endsWith('.asSent') ? null : `${path} has outer blanks`
  if (typeof value === 'number') return Number.isFinite(value) ? null : `${path} is ${value}`
  if (typeof value !== 'object') return `${path} is a ${typeof value}`
  for (const [key, inner] of Object.entries(value)) {
    const fault = faultOfValues(inner, Array.isArray(value) ? path : `${path}.${key}`)
    if (fault !== null) return fault
  }
  return null
}
