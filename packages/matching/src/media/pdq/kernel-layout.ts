import { type BlurWindow, blurWindow, samples } from './window.ts'

/** The addresses of the kernel's buffers for pictures of one size, in bytes of its memory, and the tables written before the first row. */
export interface KernelLayout {
  width: number
  height: number
  channels: number
  across: BlurWindow
  down: BlurWindow
  /** Bytes from one row of a band to the next. A band is four rows. */
  stride: number
  pixels: number
  luma: number
  /** The address of a band, stored as one line of vectors after as many zeros as the window has values. */
  line: number
  sums: number
  band: number
  blurredBand: number
  ring: number
  columnSums: number
  band64: number
  ring64: number
  columnSums64: number
  row64: number
  zeroRow: number
  /** Byte offsets into `sums` and divisors: of all columns, then of the sampled columns. */
  places: Int32Array
  divisors: Float32Array
  places64: Int32Array
  divisors64: Float32Array
  placesAt: number
  divisorsAt: number
  places64At: number
  divisors64At: number
  end: number
}

/** Returns how many values the mean at a place of a line has. */
export function meanCount(place: number, length: number): number {
  const { window, half } = blurWindow(length)
  return Math.min(place + half, window) - Math.max(0, place + half - length)
}

/** The addresses of the buffers of fixed size. The buffers that depend on the size of the picture follow them. */
export const fixed = { dct: 0, dctTransposed: 4096, plane: 8192, product: 24_640, frequencies: 28_736, end: 29_824 }

/** Plans the buffers for pictures of one size. They are large enough for a few rows of each step, never for a whole picture. */
export function layOut(width: number, height: number, channels: number): KernelLayout {
  const [across, down] = [blurWindow(width), blurWindow(height)]
  const stride = ((width + 3) & ~3) * 4
  const vectors = stride / 4 + across.half + 3
  const columns = Int32Array.from({ length: stride / 4 }, (_, x) => Math.min(x, width - 1))
  const sampled = samples(width)
  const placesOf = (of: Int32Array) => of.map((x) => (x + across.half - 1) * 16)
  const divisorsOf = (of: Int32Array) => Float32Array.from(of, (x) => meanCount(x, width))
  let end = fixed.end
  const take = (bytes: number): number => {
    const at = end
    end += (bytes + 31) & ~15
    return at
  }
  const buffers = {
    pixels: take(4 * width * channels),
    luma: take(4 * width * 4),
    line: take((across.window + vectors) * 16) + across.window * 16,
    sums: take(vectors * 16),
    band: take(4 * stride),
    blurredBand: take(4 * stride),
    ring: take(down.window * stride),
    columnSums: take(stride),
    band64: take(4 * 256),
    ring64: take(down.window * 256),
    columnSums64: take(256),
    row64: take(256),
    zeroRow: take(stride),
    placesAt: take(stride),
    divisorsAt: take(stride),
    places64At: take(256),
    divisors64At: take(256),
  }
  const tables = {
    places: placesOf(columns),
    divisors: divisorsOf(columns),
    places64: placesOf(sampled),
    divisors64: divisorsOf(sampled),
  }
  return { width, height, channels, across, down, stride, ...buffers, ...tables, end }
}
