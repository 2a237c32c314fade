import type { Channels } from './check-pixels.ts'

const [red, green, blue] = [0.299, 0.587, 0.114].map(Math.fround) as [number, number, number]

/** Brightness of every pixel in float32; one channel is brightness as it is, a fourth is left out. Requirements, content 3.2 step 3. */
export function luma(pixels: Uint8Array, count: number, channels: Channels): Float32Array {
  const plane = new Float32Array(count)
  if (channels === 1) {
    plane.set(pixels.subarray(0, count))
    return plane
  }
  for (let i = 0, at = 0; i < count; i += 1, at += channels) {
    const [r, g] = [Math.fround(red * pixels[at]!), Math.fround(green * pixels[at + 1]!)]
    plane[i] = Math.fround(r + g) + Math.fround(blue * pixels[at + 2]!)
  }
  return plane
}
