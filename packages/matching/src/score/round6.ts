/** A weight, score or share as it is given out: to six places, so that a sum of what is shown is what is shown as the sum. */
export const round6 = (value: number): number => Math.round(value * 1e6) / 1e6
