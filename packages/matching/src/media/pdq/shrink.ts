import type { Channels } from './check-pixels.ts'

const side = 512

/** Whether the reference shrinks an image of this size before it hashes it. */
export const isShrunk = (width: number, height: number): boolean => width > side || height > side

/** The image at 512 x 512 by its nearest pixels, whatever its shape: what the reference's image tool does. Requirements, content 3.2 step 2. */
export function shrink(pixels: Uint8Array, width: number, height: number, channels: Channels): Uint8Array {
  const small = new Uint8Array(side * side * channels)
  const columns = Int32Array.from({ length: side }, (_, x) => Math.floor((x * width) / side) * channels)
  let to = 0
  for (let y = 0; y < side; y += 1) {
    const row = Math.floor((y * height) / side) * width * channels
    if (channels === 1) for (let x = 0; x < side; x += 1) small[to++] = pixels[row + columns[x]!]!
    else
      for (let x = 0; x < side; x += 1) {
        const from = row + columns[x]!
        small[to] = pixels[from]!
        small[to + 1] = pixels[from + 1]!
        small[to + 2] = pixels[from + 2]!
        to += channels
      }
  }
  return small
}
export const shrunkSide = side
