/**
 * The sum of the numbers that were read ahead of their use. An index of a million names is far larger than the processor's caches. The processor
 * waits for independent reads of one loop together, and later reads of the same places are fast. The sum has no meaning; it is stored so that no
 * compiler removes the reads (docs/decisions/0028).
 */
export const ahead = { sum: 0 }
