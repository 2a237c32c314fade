/** A slot: a range of bits of the hash that has a table. */
export interface SlotBits {
  first: number
  width: number
}

/** A slot is searched with up to this many flipped bits. With 2, a radius needs only a third as many slots. */
export const mostFlips = 2

/**
 * Divides the bits of a hash into slots for a segment of `rows` rows. A slot has about log2(rows) bits; wider slots come first. The radius of each
 * slot follows from the query: the sum of (radius + 1) over the slots is the radius of the query + 1, and larger radii come first (pigeonhole
 * principle of multi-index hashing; Norouzi, Punjani and Fleet 2014, refined by Qin et al. 2018).
 */
export function slotPlan(rows: number, bits: 128 | 256): SlotBits[] {
  const slots = Math.floor(((rows < 300_000 ? 16 : rows <= 3_000_000 ? 12 : 11) * bits + 128) / 256)
  const narrow = Math.floor(bits / slots)
  const wide = bits % slots
  return Array.from({ length: slots }, (_, slot) => ({
    first: slot * narrow + Math.min(slot, wide),
    width: narrow + Number(slot < wide),
  }))
}
