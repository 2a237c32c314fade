import stored from '../../kernels/generated/pdq.json' with { type: 'json' }
import { loadKernel } from '../../kernels/load-kernel.ts'
import type { Channels } from './check-pixels.ts'
import { dctMatrix, dctTransposed } from './dct.ts'
import { fixed, type KernelLayout, layOut, meanCount } from './kernel-layout.ts'
import { stepOf } from './plain-quality.ts'
import { samples } from './window.ts'

/** The functions of kernels/pdq.wat. */
interface PdqExports {
  memory: { readonly buffer: ArrayBuffer; grow(pages: number): number }
  luma(from: number, to: number, count: number, channels: number): void
  interleave(from: number, stride: number, to: number, columns: number, zeros: number): void
  runningSums(from: number, to: number, count: number, window: number): void
  means(sums: number, places: number, divisors: number, to: number, stride: number, count: number): void
  stepDown(row: number, ring: number, sums: number, to: number, columns: number, divisor: number): void
  multiply(a: number, b: number, to: number, rows: number, columns: number): void
  gradient(from: number, distance: number, count: number): number
}

/** The values that determine a hash: the 16 x 16 frequencies, row by row, and the sum of the brightness differences in the plane. */
export interface Transformed {
  frequencies: Float32Array
  gradient: number
}

/** Computes PDQ from pixels to frequencies in WebAssembly. The results equal those of `transformPlainly` bit for bit. */
export interface PdqKernel {
  transform(pixels: Uint8Array, width: number, height: number, channels: Channels, copy64: boolean): Transformed
}

const page = 65_536
const planeSize = 64 * 64

/** Starts a kernel; null where the machine has no WebAssembly with SIMD. */
export function startPdqKernel(): PdqKernel | null {
  const wasm = loadKernel<PdqExports>(stored)
  if (wasm === null) return null
  let layout: KernelLayout | null = null
  floats(fixed.dct, dctMatrix.length).set(dctMatrix)
  floats(fixed.dctTransposed, dctTransposed.length).set(dctTransposed)

  function bytes(at: number, length: number): Uint8Array {
    return new Uint8Array(wasm!.memory.buffer, at, length)
  }
  function floats(at: number, length: number): Float32Array {
    return new Float32Array(wasm!.memory.buffer, at, length)
  }

  function prepare(width: number, height: number, channels: Channels): KernelLayout {
    const at = layout
    if (at !== null && at.width === width && at.height === height && at.channels === channels) return at
    const made = layOut(width, height, channels)
    const missing = made.end - wasm!.memory.buffer.byteLength
    if (missing > 0) wasm!.memory.grow(Math.ceil(missing / page))
    bytes(made.line - made.across.window * 16, made.across.window * 16).fill(0)
    bytes(made.zeroRow, made.stride).fill(0)
    new Int32Array(wasm!.memory.buffer, made.placesAt, made.places.length).set(made.places)
    new Int32Array(wasm!.memory.buffer, made.places64At, made.places64.length).set(made.places64)
    floats(made.divisorsAt, made.divisors.length).set(made.divisors)
    floats(made.divisors64At, made.divisors64.length).set(made.divisors64)
    layout = made
    return made
  }

  /** Makes a box filter down the columns, one row per call. The means of a row are written `half - 1` rows later. */
  function blurDown(at: KernelLayout, ring: number, sums: number, columns: number, emit: (row: number) => number) {
    const { window, half } = at.down
    const stride = columns * 4
    bytes(ring, window * stride).fill(0)
    bytes(sums, stride).fill(0)
    let entered = 0
    return (row: number): number => {
      const written = entered - (half - 1)
      const to = emit(written)
      wasm!.stepDown(
        row,
        ring + (entered % window) * stride,
        sums,
        to,
        columns,
        written < 0 ? 1 : meanCount(written, at.height),
      )
      entered += 1
      return written
    }
  }

  function blur(pixels: Uint8Array, at: KernelLayout): void {
    const { width, height, channels, across, down, stride } = at
    const columns = stride / 4
    const sampledRows = samples(height)
    const plane = floats(fixed.plane, planeSize)
    const row64 = floats(at.row64, 64)
    const steps = width + across.half - 1
    let [filled, sampled] = [0, 0]

    const stepFirst = blurDown(at, at.ring, at.columnSums, columns, () => at.blurredBand + filled * stride)
    const stepSecond = blurDown(at, at.ring64, at.columnSums64, 64, () => at.row64)

    const sampleRow = (row: number) => {
      const written = stepSecond(row)
      for (; sampled < 64 && sampledRows[sampled] === written; sampled += 1) plane.set(row64, sampled * 64)
    }
    const blurSecond = () => {
      wasm!.interleave(at.blurredBand, stride, at.line, width, (across.half + 3) * 16)
      wasm!.runningSums(at.line, at.sums, steps, across.window)
      wasm!.means(at.sums, at.places64At, at.divisors64At, at.band64, 256, 64)
      for (let lane = 0; lane < filled; lane += 1) sampleRow(at.band64 + lane * 256)
      filled = 0
    }
    const blurFirstRow = (row: number) => {
      if (stepFirst(row) < 0) return
      filled += 1
      if (filled === 4) blurSecond()
    }

    const input = bytes(at.pixels, 4 * width * channels)
    for (let y = 0; y < height; y += 4) {
      const rows = Math.min(4, height - y)
      input.set(pixels.subarray(y * width * channels, (y + rows) * width * channels))
      wasm!.luma(at.pixels, at.luma, rows * width, channels)
      wasm!.interleave(at.luma, width * 4, at.line, width, (across.half + 3) * 16)
      wasm!.runningSums(at.line, at.sums, steps, across.window)
      wasm!.means(at.sums, at.placesAt, at.divisorsAt, at.band, stride, columns)
      for (let lane = 0; lane < rows; lane += 1) blurFirstRow(at.band + lane * stride)
    }
    for (let i = 0; i < down.half - 1; i += 1) blurFirstRow(at.zeroRow)
    if (filled > 0) blurSecond()
    for (let i = 0; i < down.half - 1; i += 1) sampleRow(at.zeroRow)
  }

  /** Sums the differences of neighbours in the plane. The loop includes pairs across the end of a row; they are subtracted afterwards. */
  function gradient(): number {
    const plane = floats(fixed.plane, planeSize + 1)
    plane[planeSize] = plane[planeSize - 1]!
    let sum = wasm!.gradient(fixed.plane, 256, 63 * 64) + wasm!.gradient(fixed.plane, 4, planeSize)
    for (let end = 63; end < planeSize - 1; end += 64) sum -= stepOf(plane[end]!, plane[end + 1]!)
    return sum
  }

  return {
    transform(pixels, width, height, channels, copy64) {
      const at = prepare(width, height, channels)
      if (copy64 && width === 64 && height === 64)
        for (let y = 0; y < 64; y += 4) {
          bytes(at.pixels, 4 * 64 * channels).set(pixels.subarray(y * 64 * channels, (y + 4) * 64 * channels))
          wasm.luma(at.pixels, fixed.plane + y * 256, 4 * 64, channels)
        }
      else blur(pixels, at)
      const sum = gradient()
      wasm.multiply(fixed.dct, fixed.plane, fixed.product, 16, 64)
      wasm.multiply(fixed.product, fixed.dctTransposed, fixed.frequencies, 16, 16)
      return { frequencies: floats(fixed.frequencies, 256).slice(), gradient: sum }
    },
  }
}
