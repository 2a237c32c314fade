import type { CargoPosition } from '@entente/contracts'

/** A value as the message states it, which knows where it stands. An XML element is one. */
export interface Sent {
  readonly text: string
  position(): CargoPosition
}
