/** Rounds a weight, score or share to six decimals, so that the sum of the shown values equals the shown sum. */
export const round6 = (value: number): number => Math.round(value * 1e6) / 1e6
