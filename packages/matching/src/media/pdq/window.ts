export interface BlurWindow {
  /** How many values a mean is made of, away from the ends. */
  window: number
  /** How many of them have entered when the first mean is written. */
  half: number
}

/** The box filter for a line of this many values. Content 3.2 step 5. */
export function blurWindow(length: number): BlurWindow {
  const window = Math.floor((length + 127) / 128)
  return { window, half: Math.floor((window + 2) / 2) }
}

/** The rows, or columns, that make the 64 x 64 plane. Content 3.2 step 6. */
export const samples = (length: number): Int32Array =>
  Int32Array.from({ length: 64 }, (_, i) => Math.floor(((i + 0.5) * length) / 64))
