/** Returns the length of the UTF-8 sequence at `i`, or 0 if no sequence begins there. */
export function sequenceLength(bytes: Uint8Array, i: number): number {
  const lead = bytes[i] as number
  if (lead < 0x80) return 1
  const length = lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0
  for (let k = 1; k < length; k++) if (((bytes[i + k] ?? 0) & 0xc0) !== 0x80) return 0
  const second = bytes[i + 1] ?? 0
  if ((lead === 0xe0 && second < 0xa0) || (lead === 0xf0 && second < 0x90)) return 0
  if ((lead === 0xed && second > 0x9f) || (lead === 0xf4 && second > 0x8f)) return 0
  return length
}

const step = 4096

/**
 * Returns a function from character indices (UTF-16 units) to bytes, for text in which a four-byte sequence became two
 * units and every other sequence or invalid byte one. Checkpoints keep the table small and the lookups short.
 */
export function utf8Offsets(bytes: Uint8Array): (index: number) => number {
  const characters: number[] = []
  const offsets: number[] = []
  let character = 0
  for (let i = 0, next = 0; i < bytes.length; ) {
    if (i >= next) {
      characters.push(character)
      offsets.push(i)
      next = i + step
    }
    const length = sequenceLength(bytes, i)
    character += length === 4 ? 2 : 1
    i += length || 1
  }
  return (index) => {
    let low = 0
    for (let high = characters.length - 1; low < high; ) {
      const middle = (low + high + 1) >> 1
      if ((characters[middle] as number) <= index) low = middle
      else high = middle - 1
    }
    let i = offsets[low] ?? 0
    for (let at = characters[low] ?? 0; i < bytes.length; ) {
      const length = sequenceLength(bytes, i)
      at += length === 4 ? 2 : 1
      if (at > index) break
      i += length || 1
    }
    return i
  }
}
