import { sha256 } from '../acts/act.ts'
import { hexOf, utf8 } from '../log/bytes.ts'

/** What a share is a share of. Shares of different kinds do not fit together. */
export type ShareOf = 'share' | 'oversight-share'

/** A share of a key of 32 bytes, read from paper. `id` is the split to which it belongs. */
export interface ShareText {
  number: string
  id: string
  bytes: Uint8Array<ArrayBuffer>
}
/** Why texts are no two shares of one key. `place` is the text, from 1. */
export type ShareFault =
  | { fault: 'count'; given: number }
  | { fault: 'character'; place: number }
  | { fault: 'split'; shares: readonly ShareText[] }
  | { fault: 'twice'; number: string }

const neededShares = 2

/** Returns the text of a share for paper: number, id of the split, the share in hex, and a checksum of all three. */
export async function writeShare(of: ShareOf, { number, id, bytes }: ShareText): Promise<string> {
  const body = `${number}-${id}-${hexOf(bytes)}`
  return `${body}-${await checksumOf(of, body)}`
}

/** Reads two shares of one split. Spaces, capitals and empty texts do not matter. */
export async function readShares(
  of: ShareOf,
  texts: readonly string[],
): Promise<{ shares: [ShareText, ShareText] } | ShareFault> {
  const given = texts.map((text) => text.toLowerCase().replaceAll(/\s/g, '')).filter((text) => text !== '')
  if (given.length !== neededShares) return { fault: 'count', given: given.length }
  const shares: ShareText[] = []
  for (const [place, text] of given.entries()) {
    const [, body = '', number = '', id = '', hex = '', checksum] =
      /^((\d)-([0-9a-f]{8})-([0-9a-f]{66}))-([0-9a-f]{8})$/.exec(text) ?? []
    if (body === '' || checksum !== (await checksumOf(of, body))) return { fault: 'character', place: place + 1 }
    shares.push({ number, id, bytes: bytesOfHex(hex) })
  }
  const [one, other] = shares as [ShareText, ShareText]
  if (one.id !== other.id) return { fault: 'split', shares }
  if (one.number === other.number) return { fault: 'twice', number: one.number }
  return { shares: [one, other] }
}

const checksumOf = async (of: ShareOf, body: string): Promise<string> =>
  hexOf(await sha256(utf8(`entente/${of}/v1\n${body}`))).slice(0, 8)

const bytesOfHex = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
