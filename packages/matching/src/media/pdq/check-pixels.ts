/** The number of bytes per pixel: 1 for brightness; 3 for red, green, blue; 4 for red, green, blue and a byte that is ignored. */
export type Channels = 1 | 3 | 4

/**
 * Checks the size of a picture.
 * @throws RangeError where width or height is not a positive integer, channels is not 1, 3 or 4, or there are too few bytes.
 */
export function checkPixels(pixels: Uint8Array, width: number, height: number, channels: Channels): void {
  if (!Number.isSafeInteger(width) || !Number.isSafeInteger(height) || width < 1 || height < 1)
    throw new RangeError(`An image is at least one pixel wide and high, in whole pixels, not ${width} x ${height}.`)
  if (channels !== 1 && channels !== 3 && channels !== 4)
    throw new RangeError(`A pixel has 1, 3 or 4 channels, not ${channels}.`)
  if (pixels.length < width * height * channels)
    throw new RangeError(`${width} x ${height} x ${channels} bytes are needed, and there are ${pixels.length}.`)
}
