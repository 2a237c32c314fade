import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'

/** Formats a share as `11.4`, of ten thousand. */
export const perTenThousand = (share: number): string => number(share * 10_000, 1)
/** Formats a share as a whole number of a hundred: `63`. */
export const percentOf = (share: number): string => number(share * 100, share > 0 && share < 0.1 ? 1 : 0)
/** Formats a share as `7 %`. */
export const shareWords = (share: number): string => text('rates.percent', { share: percentOf(share) })
