/** Bytes a pixel: brightness; red, green, blue; the same with a fourth byte that does not count. */
export type Channels = 1 | 3 | 4

/** @throws RangeError where the sizes are not whole numbers of 1 or more, channels not 1, 3 or 4, or the bytes too few. */
export function checkPixels(pixels: Uint8Array, width: number, height: number, channels: Channels): void {
  if (!Number.isSafeInteger(width) || !Number.isSafeInteger(height) || width < 1 || height < 1)
    throw new RangeError(`An image is at least one pixel wide and high, in whole pixels, not ${width} x ${height}.`)
  if (channels !== 1 && channels !== 3 && channels !== 4)
    throw new RangeError(`A pixel has 1, 3 or 4 channels, not ${channels}.`)
  if (pixels.length < width * height * channels)
    throw new RangeError(`${width} x ${height} x ${channels} bytes are needed, and there are ${pixels.length}.`)
}
