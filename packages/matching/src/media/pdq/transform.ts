import type { Channels } from './check-pixels.ts'
import { plainTransform } from './dct.ts'
import { type PdqKernel, startPdqKernel, type Transformed } from './kernel.ts'
import { plainPlane } from './plain-plane.ts'
import { plainGradient } from './plain-quality.ts'

let kernel: PdqKernel | null | undefined

/**
 * Computes PDQ from pixels to frequencies in plain TypeScript: brightness, two passes of a box filter, 64 x 64 samples, their differences, and the
 * discrete cosine transform (Davis and Rosen 2019). A test compares the kernel with it.
 */
export function transformPlainly(
  pixels: Uint8Array,
  width: number,
  height: number,
  channels: Channels,
  copy64: boolean,
): Transformed {
  const plane = plainPlane(luma(pixels, width * height, channels), width, height, copy64)
  return { frequencies: plainTransform(plane), gradient: plainGradient(plane) }
}

/** Computes the same as `transformPlainly`, in WebAssembly where the machine has it. The results are equal bit for bit. */
export function transform(
  pixels: Uint8Array,
  width: number,
  height: number,
  channels: Channels,
  copy64: boolean,
): Transformed {
  if (kernel === undefined) kernel = startPdqKernel()
  const steps = kernel === null ? transformPlainly : kernel.transform
  return steps(pixels, width, height, channels, copy64)
}

const [red, green, blue] = [0.299, 0.587, 0.114].map(Math.fround) as [number, number, number]

/** Computes the brightness of every pixel in float32. A single channel is brightness itself; a fourth channel is ignored. */
function luma(pixels: Uint8Array, count: number, channels: Channels): Float32Array {
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
