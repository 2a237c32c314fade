import type {
  CargoConsignment,
  CargoEquipment,
  CargoFinding,
  CargoLoad,
  CargoMessageHead,
  CargoPosition,
  CargoReading,
  CargoReconciliation,
} from '@entente/contracts'

/**
 * Receives the parts of a file as they become whole. The reader keeps none of them. `message` counts from 0, and the
 * objects of a message come in its order, so that the n-th one stands at `/messages/{message}/consignments/{n}`.
 */
export interface CargoSink {
  /** The head may gain values until `messageEnd`. */
  messageBegin?(message: number, head: CargoMessageHead): void
  consignment?(consignment: CargoConsignment, message: number): void
  equipment?(equipment: CargoEquipment, message: number): void
  load?(load: CargoLoad, message: number): void
  messageEnd?(message: number, head: CargoMessageHead, reconciliation: CargoReconciliation): void
  finding?(finding: CargoFinding): void
  /**
   * Receives the code of each further finding about a consignment, above the limit of findings of a code, and whether its
   * filer must correct it.
   */
  findingCode?(code: string, consignment: string, reject: boolean): void
  /**
   * Receives for each value its JSON pointer and its position in the bytes, before the object with the value. The
   * reader does no work for it if a sink does not have it.
   */
  place?(pointer: string, position: CargoPosition): void
}

/** What is left of a file after its parts went to the sink. */
export type CargoSummary = Pick<CargoReading, 'gateway' | 'file' | 'sha256' | 'bytes' | 'outcome' | 'quarantined'> & {
  messages: number
  consignments: number
}
