export interface BlurWindow {
  /** The number of values that one mean covers, away from the ends of a line. */
  window: number
  /** The number of values read when the first mean is written. */
  half: number
}

/** Returns the size of the box filter for a line of this length. */
export function blurWindow(length: number): BlurWindow {
  const window = Math.floor((length + 127) / 128)
  return { window, half: Math.floor((window + 2) / 2) }
}

/** Returns the rows, or columns, that are sampled for the 64 x 64 plane. */
export const samples = (length: number): Int32Array =>
  Int32Array.from({ length: 64 }, (_, i) => Math.floor(((i + 0.5) * length) / 64))
