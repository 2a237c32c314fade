/** Allowed request sizes. The holder learns only the size, not how many items are real. */
export const paddedSizes = [1, 16, 64, 256, 1024, 4096] as const
export const largestRequest = 4096

/**
 * Returns the size to which a request is padded. Throws RangeError above the largest size: the caller must split it.
 */
export function paddedSize(count: number): number {
  const size = paddedSizes.find((candidate) => candidate >= count)
  if (count < 1 || size === undefined) throw new RangeError(`a request has 1 to ${largestRequest} elements`)
  return size
}

/** Sets are padded to a multiple of this, so that their size reveals the holder's count only roughly. */
export const setStep = 1024
export const paddedSetSize = (count: number): number => Math.max(1, Math.ceil(count / setStep)) * setStep
