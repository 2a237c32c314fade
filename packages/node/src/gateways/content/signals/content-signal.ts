import type { SignalType } from '@entente/contracts'

/** A signal in the form in which it is kept and compared. */
export interface ContentSignal {
  type: SignalType
  /** As it is written down: hexadecimal digits, a canonical address, SHA-256 of a text's normal form, the lines of a video's frames. */
  value: string
  /** Of PDQ, where it is known. */
  quality: number | null
  /** What is compared: see `signals/pack.ts`. */
  raw: Uint8Array
}
