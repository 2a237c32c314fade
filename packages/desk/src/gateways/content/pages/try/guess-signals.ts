import type { SignalInput } from '@entente/contracts'

const hex = (digits: number): RegExp => new RegExp(`^[0-9a-f]{${digits}}$`, 'i')
const address = /^(?:h(?:tt|xx)ps?:\/\/|\[h\]ttps?:\/\/|www\.)\S+$/i
const host = /^[\p{L}\p{N}-]+(?:(?:\.|\[\.\]|\(\.\))[\p{L}\p{N}-]+)+(?:[/?#]\S*)?$/u

/**
 * What a pasted text is looked up as: a hash by its length, an address, else words. 64 digits are a PDQ hash or a SHA-256: both are looked up. Null where there is
 * nothing to look up.
 */
export function guessSignals(pasted: string): SignalInput[] | null {
  const value = pasted.trim()
  if (value === '') return null
  if (hex(64).test(value))
    return [
      { type: 'pdq', value },
      { type: 'sha256', value },
    ]
  if (hex(32).test(value)) return [{ type: 'md5', value }]
  if (hex(40).test(value)) return [{ type: 'sha1', value }]
  if (/^(t1)?[0-9a-f]{70}$/i.test(value)) return [{ type: 'tlsh', value }]
  if (!/\s/.test(value) && (address.test(value) || host.test(value))) return [{ type: 'url', value }]
  return [{ type: 'text', value }]
}
