import type { CargoMessage, CargoMessageHead, CargoReading, CargoReconciliation } from '@entente/contracts'
import { createCargoReader } from './create-cargo-reader.ts'
import type { CargoGiven } from './message/cargo-file.ts'
import type { CargoSink } from './message/sink.ts'

/**
 * Reads a cargo message that fits in memory (see `createCargoReader`, which it uses). Returns everything that was read,
 * findings with positions, and quarantined byte ranges. Never throws on input; uses no I/O and no clock.
 */
export function readCargo(bytes: Uint8Array, given: CargoGiven = {}): CargoReading {
  const messages: CargoMessage[] = []
  const findings: CargoReading['findings'] = []
  const reader = createCargoReader(given, collectingSink(messages, findings))
  reader.write(bytes)
  const { gateway, file, sha256, bytes: length, outcome, quarantined } = reader.end()
  return { gateway, file, sha256, bytes: length, outcome, messages, quarantined, findings }
}

function collectingSink(messages: CargoMessage[], findings: CargoReading['findings']): CargoSink {
  const of = (index: number): CargoMessage => messages[index] as CargoMessage
  return {
    messageBegin: (_, head) => {
      const { format, formatVersion, header, conveyance, declared } = head
      const lists = { consignments: [], equipment: [], loads: [], reconciliation: noReconciliation }
      messages.push({ format, formatVersion, header, conveyance, declared, ...lists })
    },
    consignment: (consignment, message) => of(message).consignments.push(consignment),
    equipment: (equipment, message) => of(message).equipment.push(equipment),
    load: (load, message) => of(message).loads.push(load),
    messageEnd: (message, head: CargoMessageHead, reconciliation: CargoReconciliation) => {
      Object.assign(of(message), head, { reconciliation })
    },
    finding: (finding) => findings.push(finding),
  }
}

/** Replaced when the message ends, as every message does. */
const noReconciliation: CargoReconciliation = {
  counts: { masters: 0, houses: 0, items: 0, loads: 0, equipment: 0 },
  sums: { pieces: null, packages: null, grossKg: null },
  checks: [],
  agrees: null,
}
