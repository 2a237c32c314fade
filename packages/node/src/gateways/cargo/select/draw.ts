import { createHash, createHmac } from 'node:crypto'
import { drawOfBits } from '@entente/contracts'
import { openDrawKeys } from '../../../safeguards/keys/draw-keys.ts'
import { endOf } from '../tables/days.ts'

/** The draw of one day. It gives out draws alone, never its key. */
export interface DayDraw {
  /** SHA-256 of the key in hexadecimal digits. It is published before the day begins. */
  commitment: string
  /** Returns the draw that decides about a random inspection, uniform in [0, 1). */
  random(key: string): number
  /** Returns the draw that decides about an inspection for exploration, independent of `random`. */
  explore(key: string): number
  /** Returns the draw that decides whether a rule that selects a share of its hits selects this one. */
  share(ruleId: string, key: string): number
}

const keyBytes = 32
/** Days after its day for which a key stays secret. */
const secretDays = 2
const dayMs = 86_400_000

/**
 * Makes the draw of a day from its secret key of 32 bytes. A draw is the first 53 bits of HMAC-SHA256 (RFC 2104) of a label
 * and the consignment's key, divided by 2^53. So nobody can foresee it before the key is revealed, and anyone can recompute it
 * afterwards. A consignment's key has neither its version nor a time: amending it draws nothing anew. Throws RangeError for a
 * key of another length.
 */
export function createDraw(dayKey: Uint8Array): DayDraw {
  if (dayKey.length !== keyBytes) throw new RangeError(`the key of a day has ${keyBytes} bytes, not ${dayKey.length}`)
  const secret = Uint8Array.from(dayKey)
  const draw = (text: string): number => {
    const bytes = createHmac('sha256', secret).update(text).digest()
    return drawOfBits(bytes.readUInt32BE(0), bytes.readUInt32BE(4))
  }
  return {
    commitment: createHash('sha256').update(secret).digest('hex'),
    random: (key) => draw(`random:${key}`),
    explore: (key) => draw(`explore:${key}`),
    share: (ruleId, key) => draw(`share:${ruleId}:${key}`),
  }
}

/** Returns the key under which a consignment is drawn. A key that is used again, after its consignment was closed, is drawn anew. */
export const drawKey = (key: string, generation: number): string => (generation > 1 ? `${key}#${generation}` : key)

/** Returns whether the key of a day may be known: two days after the end of the day at the earliest. */
export const isRevealable = (day: string, now: Date): boolean =>
  now.getTime() >= endOf(day).getTime() + secretDays * dayMs

/** The draws of all days of a node. */
export interface DayDraws {
  /** Returns the draw of a day such as `2026-03-01`. */
  of(day: string): DayDraw
  /** Returns the key of a day. Throws RangeError before it may be revealed. */
  reveal(day: string, now: Date): Buffer
}

/** The most days in the cache. A node works on few at a time. */
const mostDays = 400

/**
 * Opens the draws of a node. The key of a day is made from the node's file of draws (decision 0063), and leaves this function only as
 * draws, and as the key of a day that is over. Throws if the file is damaged.
 */
export function openDayDraws(dataRoot: string): DayDraws {
  const keys = openDrawKeys(dataRoot)
  const keyOf = (day: string): Buffer => keys.of(`entente/cargo-draw/v1\n${day}`)
  const known = new Map<string, DayDraw>()
  return {
    of(day) {
      const draw = known.get(day) ?? createDraw(keyOf(day))
      if (known.size >= mostDays) known.clear()
      known.set(day, draw)
      return draw
    },
    reveal(day, now) {
      if (!isRevealable(day, now)) throw new RangeError(`the key of ${day} is secret until two days after its end`)
      return keyOf(day)
    },
  }
}
