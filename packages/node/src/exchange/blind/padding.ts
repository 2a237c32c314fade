/** The sizes a request may have: the holder learns which of these, never how many items were meant. */
export const paddedSizes = [1, 16, 64, 256, 1024, 4096] as const
export const largestRequest = 4096

/** The size a request of so many elements is filled up to. Throws RangeError beyond the largest: more go in several requests. */
export function paddedSize(count: number): number {
  const size = paddedSizes.find((candidate) => candidate >= count)
  if (count < 1 || size === undefined) throw new RangeError(`a request has 1 to ${largestRequest} elements`)
  return size
}

/** A set is filled up to a multiple of this, so that its size tells only roughly what the holder knows. */
export const setStep = 1024
export const paddedSetSize = (count: number): number => Math.max(1, Math.ceil(count / setStep)) * setStep
