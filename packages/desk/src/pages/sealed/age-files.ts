import { ageKeyOf, bytesOfAgeKey, readShares } from '@entente/contracts'

/** Why a key or shares that somebody typed open nothing. */
export type KeyFault = 'key' | 'count' | 'character' | 'split' | 'twice' | 'file'

/**
 * Returns the private key that two shares give, or the key that was typed itself. It stays in this page: nothing here sends anything.
 */
export async function keyTyped(typed: string): Promise<{ key: string } | { fault: KeyFault }> {
  const lines = typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
  const [first = ''] = lines
  if (/^age-secret-key-/i.test(first)) {
    const key = first.toUpperCase()
    return lines.length === 1 && bytesOfAgeKey(key) !== null ? { key } : { fault: 'key' }
  }
  const read = await readShares('oversight-share', lines)
  if ('fault' in read) return { fault: read.fault }
  const { combine } = await import('shamir-secret-sharing')
  return { key: ageKeyOf(await combine(read.shares.map(({ bytes }) => bytes))) }
}

/** Opens an age file in this page. Returns null if the key does not fit or the file is damaged. */
export async function openInBrowser(file: Blob, key: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const { Decrypter } = await import('age-encryption')
  try {
    const decrypter = new Decrypter()
    decrypter.addIdentity(key)
    return new Uint8Array(await decrypter.decrypt(new Uint8Array(await file.arrayBuffer())))
  } catch {
    return null
  }
}

/** A text is filled up to a multiple of this many bytes, as the node does, so that its length tells less. */
const padTo = 1024

/** Seals a text to a recipient in this page. */
export async function sealInBrowser(words: string, recipient: string): Promise<Uint8Array<ArrayBuffer>> {
  const { Encrypter } = await import('age-encryption')
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  const bytes = new TextEncoder().encode(words)
  const padded = new Uint8Array(Math.ceil(bytes.length / padTo) * padTo).fill(10)
  padded.set(bytes)
  return new Uint8Array(await encrypter.encrypt(padded))
}

/** Returns the text of opened bytes, without the line ends that fill it up; null if they are no text. */
export function textOf(bytes: Uint8Array): string | null {
  try {
    const words = new TextDecoder('utf-8', { fatal: true }).decode(bytes).trimEnd()
    return words.includes('\0') || words.startsWith('%PDF-') ? null : words
  } catch {
    return null
  }
}
