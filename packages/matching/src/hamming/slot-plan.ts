/** A run of bits of the hash that has a table of its own. */
export interface SlotBits {
  first: number
  width: number
}

/** A slot is searched with two flipped bits at most, so a radius needs a third as many slots. */
export const mostFlips = 2

/**
 * How the bits are cut into slots for a segment of so many rows: about log2(rows) bits each, the wider ones first. Which radius each slot
 * takes follows from the request: the sum over the slots of (radius + 1) is the request's radius + 1 (the general pigeonhole principle of
 * multi-index hashing, Norouzi, Punjani and Fleet 2014, and its refinement by Qin et al. 2018), larger ones first.
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
