import { hamming, pdq } from '@entente/matching/media'
import { largestRadius } from '../index/bank-terms.ts'

/**
 * A card without content: `level` is its brightness at a position, 0 to 1 from left to right and from top to bottom.
 */
type Card = (x: number, y: number) => number
const size = 128
const gradients: Card[] = [(x) => x, (_, y) => y, (x, y) => (x + y) / 2, (x, y) => (x - y + 1) / 2]
const flat: Card[] = [() => 0, () => 0.5, () => 1]
const upsideDown = gradients.map(
  (card): Card =>
    (x, y) =>
      1 - card(x, y),
)
/** Cards with black bars above and below, or left and right, as of a film in another format. */
const letterboxed = [0.1, 0.125, 0.2].flatMap((bar) =>
  [...flat.slice(1), ...gradients].flatMap((card): Card[] => [
    (x, y) => (y < bar || y >= 1 - bar ? 0 : card(x, y)),
    (x, y) => (x < bar || x >= 1 - bar ? 0 : card(x, y)),
  ]),
)
const nearCard = 10

/** PDQ hashes of all cards: flat, shaded from one side to the other, with bars. */
const cardHashes: readonly Uint8Array[] = [...flat, ...gradients, ...upsideDown, ...letterboxed].map((card) => {
  const pixels = new Uint8Array(size * size)
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) pixels[y * size + x] = Math.round(255 * card(x / size, y / size))
  return Buffer.from(pdq(pixels, size, size, { channels: 1 }).hash, 'hex')
})

/** A PDQ hash that does not match as others do. */
export interface Pattern {
  /** `nothing`: it is quarantined until a person decides. `equal`: only an equal hash matches it. */
  matches: 'nothing' | 'equal'
  because: string
}

/**
 * Returns how a PDQ hash matches if it is one that unlike pictures share, else null. A picture with detail sets about
 * 128 of 256 bits; 96 to 160 are usual. Beyond that the hash has few independent bits, so a hash within the radius may
 * be of another picture, and only an equal one matches. A hash of a card, or one as near to the hash without set bits
 * (or with all) as two copies of one picture are, is a blank picture's: equal hashes are of unlike pictures too.
 */
export function patternOf(hash: Uint8Array): Pattern | null {
  let ones = 0
  for (const byte of hash) for (let bits = byte; bits > 0; bits &= bits - 1) ones += 1
  const set = `${ones} of 256 bits are set`
  if (Math.min(ones, 256 - ones) <= largestRadius)
    return { matches: 'nothing', because: `${set}: it is the hash of a blank picture, which unlike pictures share.` }
  if (cardHashes.some((card) => hamming(card, hash) <= nearCard))
    return { matches: 'nothing', because: 'It is the hash of a flat, shaded or letterboxed card.' }
  if (ones < 96 || ones > 160)
    return { matches: 'equal', because: `${set}, 96 to 160 are usual: only an equal hash matches it.` }
  return null
}

/** Returns the columns of an item with these PDQ hashes: a blank one quarantines it. */
export function stateOf(hashes: readonly Uint8Array[]): { state: 'active' | 'quarantined'; because: string | null } {
  const patterns = hashes.flatMap((hash) => patternOf(hash) ?? [])
  const blank = patterns.find(({ matches }) => matches === 'nothing')
  return { state: blank === undefined ? 'active' : 'quarantined', because: (blank ?? patterns[0])?.because ?? null }
}
