import { crc32, deflateSync } from 'node:zlib'

/** How a copy differs from its original. */
export interface Drawn {
  width?: number
  height?: number
  /** This number is added to every channel, -255 to 255. */
  brighter?: number
  /** Share of each edge that is cut off, 0 to 0.4. */
  cut?: number
}

interface Shape {
  kind: 'disc' | 'bar' | 'wave'
  x: number
  y: number
  size: number
  turn: number
  colour: readonly [number, number, number]
}

/**
 * Draws an invented picture as a PNG from a seed: discs, bars and waves. All sizes of a seed show the same picture, so a smaller, brighter or
 * cropped picture is a near copy.
 */
export function drawPicture(seed: number, drawn: Drawn = {}): Buffer {
  const { width, height, pixels } = drawPixels(seed, drawn)
  const rows = Buffer.alloc((width * 3 + 1) * height)
  for (let y = 0; y < height; y += 1)
    rows.set(pixels.subarray(y * width * 3, (y + 1) * width * 3), y * (width * 3 + 1) + 1)
  return png(width, height, rows)
}

/** Draws the same picture as three bytes a pixel, row by row. */
export function drawPixels(
  seed: number,
  { width = 480, height = 320, brighter = 0, cut = 0 }: Drawn = {},
): { width: number; height: number; pixels: Buffer } {
  const random = randomOf(seed)
  const ground = [0, 1, 2].map(() => 40 + random() * 90)
  const shapes = Array.from({ length: 18 }, (_, place) => shapeOf(random, place))
  const pixels = Buffer.alloc(width * 3 * height)
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const u = cut + ((x + 0.5) / width) * (1 - 2 * cut)
      const v = cut + ((y + 0.5) / height) * (1 - 2 * cut)
      const top = shapes.findLast((shape) => covers(shape, u, v))
      for (let channel = 0; channel < 3; channel += 1, at += 1) {
        const own = top?.colour[channel] ?? (ground[channel] as number) + 60 * v * Math.sin(9 * u + channel)
        pixels[at] = Math.min(255, Math.max(0, Math.round(own + brighter)))
      }
    }
  }
  return { width, height, pixels }
}

function shapeOf(random: () => number, place: number): Shape {
  const kinds = ['disc', 'bar', 'wave'] as const
  return {
    kind: kinds[place % 3] as Shape['kind'],
    x: random(),
    y: random(),
    size: 0.06 + random() * 0.16,
    turn: random() * Math.PI,
    colour: [random() * 255, random() * 255, random() * 255],
  }
}

function covers({ kind, x, y, size, turn }: Shape, u: number, v: number): boolean {
  const [dx, dy] = [u - x, v - y]
  if (kind === 'disc') return dx * dx + dy * dy < size * size
  const [along, across] = [dx * Math.cos(turn) + dy * Math.sin(turn), dy * Math.cos(turn) - dx * Math.sin(turn)]
  if (kind === 'bar') return Math.abs(along) < size * 2 && Math.abs(across) < size * 0.3
  return Math.abs(along) < size * 1.6 && Math.abs(across - 0.04 * Math.sin(40 * along)) < size * 0.16
}

/** Returns a mulberry32 generator: the same numbers on every machine. */
function randomOf(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Encodes rows of one filter byte (none) and three bytes a pixel (PNG, ISO/IEC 15948). */
function png(width: number, height: number, rows: Buffer): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, sum])
  }
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
