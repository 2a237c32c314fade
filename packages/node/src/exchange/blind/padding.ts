/** Allowed sizes of a request. The holder learns only the size, not how many elements are real items. */
export const paddedSizes = [1, 16, 64, 256, 1024, 4096] as const
export const largestRequest = 4096

/**
 * Returns the size to which a request is padded. Throws RangeError if `count` is above the largest size, because the
 * caller must split such a request.
 */
export function paddedSize(count: number): number {
  const size = paddedSizes.find((candidate) => candidate >= count)
  if (count < 1 || size === undefined) throw new RangeError(`a request has 1 to ${largestRequest} elements`)
  return size
}

/**
 * A set is padded to a multiple of this number, so that its size reveals only roughly how many signals the holder has.
 */
export const setStep = 1024
export const paddedSetSize = (count: number): number => Math.max(1, Math.ceil(count / setStep)) * setStep
