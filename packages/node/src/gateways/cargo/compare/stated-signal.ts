import { ConsignmentValue, type Entry } from '@entente/contracts'
import { checkIdentity } from '@entente/matching'
import type { KeptSignal } from '../../../pipeline/gateway/compared-subject.ts'
import { bareNumber, type NamedRole, namedRoles } from './comparable-consignment.ts'

/** A signal about a consignment in the form in which it is compared. A field that it does not state is null. */
export interface StatedSignal {
  signal: KeptSignal
  container: string | null
  document: string | null
  hsPrefixes: readonly string[] | null
  from: string | null
  to: string | null
  leastKg: number | null
  mostKg: number | null
  named: Readonly<Record<NamedRole, Entry | null>>
}

/** Reads a signal; null if its value has another form or a name without a word that can be compared: it agrees with nothing. */
export function stateSignal(signal: KeptSignal): StatedSignal | null {
  const parsed = ConsignmentValue.safeParse(signal.value)
  if (!parsed.success) return null
  const { data } = parsed
  const named = { consignee: entryOf(signal.id, data.consignee), consignor: entryOf(signal.id, data.consignor) }
  if (namedRoles.some((role) => data[role] !== null && named[role] === null)) return null
  const place = (text: string | null) => text?.toUpperCase().replace(/\s+/g, '') ?? null
  const number = (text: string | null) => (text === null ? null : bareNumber(text))
  const stated = {
    ...{ signal, named, hsPrefixes: data.hsPrefixes, from: place(data.routeFrom), to: place(data.routeTo) },
    ...{ container: number(data.containerNumber), document: number(data.transportDocument) },
    ...{ leastKg: data.grossMassMinKg, mostKg: data.grossMassMaxKg },
  }
  // A number of signs alone is no number.
  return stated.container === '' || stated.document === '' ? null : stated
}

function entryOf(id: string, name: string | null): Entry | null {
  if (name === null) return null
  const { identity } = checkIdentity({ id, kind: 'entity', names: [name] })
  const [usable] = identity.names
  return usable === undefined ? null : { id, kind: 'entity', names: [usable] }
}
