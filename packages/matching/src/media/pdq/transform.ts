import type { Channels } from './check-pixels.ts'
import { plainTransform } from './dct.ts'
import { type PdqKernel, startPdqKernel, type Transformed } from './kernel.ts'
import { luma } from './luma.ts'
import { plainPlane } from './plain-plane.ts'
import { plainGradient } from './plain-quality.ts'

let kernel: PdqKernel | null | undefined

/** The steps 3 to 8 of PDQ by plain TypeScript: what the kernel is measured against. */
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

/** The steps 3 to 8 of PDQ, in WebAssembly where there is any; the same bits either way. */
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
