import type { SelectorKind, SignalType } from '@entente/contracts'

/** A signal in its stored and compared form. */
export interface ContentSignal {
  type: SignalType
  /**
   * Text form: hexadecimal digits, a canonical address, SHA-256 of a text's normal form, or the lines of a video's
   * frames.
   */
  value: string
  /** Quality of a PDQ hash, if it is known. */
  quality: number | null
  /** Compared bytes: see `signals/pack.ts`. */
  raw: Uint8Array
}

/** Returns the kind of selector under which a signal of this type is compared. */
export const selectorKind = (type: SignalType): SelectorKind => (type === 'url' ? 'url' : 'media-hash')
