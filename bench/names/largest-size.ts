import { freemem } from 'node:os'

const most = 10_000_000
/** What a build takes at its largest, index, list and words being sorted among it. */
const bytesPerName = 1000

/** Ten million names, or as many whole millions as the free memory of the machine holds. */
export const largestSize = (): number =>
  Math.min(most, Math.max(1, Math.floor(freemem() / bytesPerName / 1_000_000)) * 1_000_000)
