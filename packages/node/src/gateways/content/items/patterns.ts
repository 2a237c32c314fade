import { hamming, pdq } from '@entente/matching/media'

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

/**
 * Returns the reason why a PDQ hash is quarantined until a person decides, or null. Such a hash has far more bits of
 * one kind than of the other, or belongs to a card that many harmless pictures resemble.
 */
export function patternOf(hash: Uint8Array): string | null {
  let ones = 0
  for (const byte of hash) for (let bits = byte; bits > 0; bits &= bits - 1) ones += 1
  if (ones < 96 || ones > 160) return `${ones} of 256 bits are set: such a hash is no picture’s own.`
  if (cardHashes.some((card) => hamming(card, hash) <= nearCard))
    return 'It is the hash of a flat, shaded or letterboxed card.'
  return null
}
