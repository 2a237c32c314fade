import { blurWindow, samples } from './window.ts'

/** Blurs one line, whose values are `step` apart, with a box filter. Every operation is rounded to float32; addition precedes subtraction. */
function blurLine(from: Float32Array, to: Float32Array, start: number, step: number, length: number): void {
  const { window, half } = blurWindow(length)
  let [sum, count, entering, leaving, written] = [0, 0, start, start, start]
  const write = () => {
    to[written] = sum / count
    written += step
  }
  const enter = () => {
    sum = Math.fround(sum + from[entering]!)
    entering += step
  }
  const leave = () => {
    sum = Math.fround(sum - from[leaving]!)
    leaving += step
  }
  for (let i = 0; i < half - 1; i += 1) {
    enter()
    count += 1
  }
  for (let i = 0; i < window - half + 1; i += 1) {
    enter()
    count += 1
    write()
  }
  for (let i = 0; i < length - window; i += 1) {
    enter()
    leave()
    write()
  }
  for (let i = 0; i < half - 1; i += 1) {
    leave()
    count -= 1
    write()
  }
}

/**
 * Reduces a brightness plane to 64 x 64 with two passes of a box filter along rows and columns and then sampling. It is used where the machine has no
 * WebAssembly, and a test compares the kernel with it.
 */
export function plainPlane(luma: Float32Array, width: number, height: number, copy64: boolean): Float32Array {
  if (copy64 && width === 64 && height === 64) return luma
  const other = new Float32Array(luma.length)
  for (let pass = 0; pass < 2; pass += 1) {
    for (let y = 0; y < height; y += 1) blurLine(luma, other, y * width, 1, width)
    for (let x = 0; x < width; x += 1) blurLine(other, luma, x, width, height)
  }
  const [rows, columns] = [samples(height), samples(width)]
  return Float32Array.from({ length: 64 * 64 }, (_, i) => luma[rows[i >> 6]! * width + columns[i & 63]!]!)
}
