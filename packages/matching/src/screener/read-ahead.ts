/**
 * The sum of the numbers read ahead of their use. An index of a million names is far larger than the processor's caches. Independent reads in one loop are
 * waited for together, and later reads of the same places are fast. The value has no meaning; it is stored so that no compiler removes the reads
 * (docs/decisions/0028).
 */
export const ahead = { sum: 0 }
