/** Returns a random whole number n with 0 <= n < below. A function with a seed makes a run repeatable. */
export type Random = (below: number) => number

/** Returns a small random number generator with a seed (mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, below)
  }
}

/** The bytes that damage messages most: service characters, line ends, control bytes and bytes from 0x80. */
const NASTY = Uint8Array.from([
  ...Array.from("+:'?* \r\n-/", (char) => char.charCodeAt(0)),
  0x00,
  0x8b,
  0x92,
  0xe2,
  0xff,
])

/**
 * Returns a damaged copy of a message: 1 to 8 byte flips, cuts, swaps, repetitions and insertions. The original is
 * unchanged.
 */
export function mutateMessage(bytes: Uint8Array, random: Random): Uint8Array {
  let damaged: Uint8Array = bytes.slice()
  for (let turns = 1 + random(8); turns > 0; turns--) damaged = mutateOnce(damaged, random)
  return damaged
}

function mutateOnce(bytes: Uint8Array, random: Random): Uint8Array {
  if (bytes.length === 0) return Uint8Array.of(NASTY[random(NASTY.length)]!)
  const at = random(bytes.length)
  switch (random(7)) {
    case 0:
      bytes[at] = bytes[at]! ^ (1 << random(8))
      return bytes
    case 1:
      bytes[at] = NASTY[random(NASTY.length)]!
      return bytes
    case 2:
      return bytes.slice(0, at)
    case 3:
      return joined(bytes.subarray(0, at), bytes.subarray(Math.min(bytes.length, at + 1 + random(60))))
    case 4:
      return swapped(bytes, at, random)
    case 5: {
      const end = Math.min(bytes.length, at + 1 + random(120))
      return joined(bytes.subarray(0, end), bytes.subarray(at))
    }
    default: {
      const byte = Uint8Array.of(NASTY[random(NASTY.length)]!)
      return joined(bytes.subarray(0, at), byte, bytes.subarray(at))
    }
  }
}

/** Swaps two ranges of the message. */
function swapped(bytes: Uint8Array, at: number, random: Random): Uint8Array {
  const other = random(bytes.length)
  const [a, b] = at < other ? [at, other] : [other, at]
  const first = bytes.subarray(a, Math.min(b, a + 1 + random(40)))
  const second = bytes.subarray(b, Math.min(bytes.length, b + 1 + random(40)))
  const between = bytes.subarray(a + first.length, b)
  return joined(bytes.subarray(0, a), second, between, first, bytes.subarray(b + second.length))
}

function joined(...pieces: Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}
