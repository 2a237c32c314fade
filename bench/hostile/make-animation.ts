/** A frame of one pixel: a delay of a tenth of a second, its place, and three LZW codes (GIF89a, clauses 20, 22 and 23). */
const frame = Buffer.from('21f904000a000000' + '2c0000000001000100' + '00' + '0202440100', 'hex')

/**
 * Makes a GIF of `bytes` bytes whose frames have one pixel each on a canvas of `side` x `side` pixels. A decoder copies the
 * canvas for each frame.
 */
export function makeAnimation(bytes: number, side: number): Buffer {
  const head = Buffer.from('GIF89a\0\0\0\0\xf0\0\0\0\0\0\xff\xff\xff', 'latin1')
  head.writeUInt16LE(side, 6)
  head.writeUInt16LE(side, 8)
  const frames = Math.floor((bytes - head.length - 1) / frame.length)
  return Buffer.concat([head, ...Array.from({ length: frames }, () => frame), Buffer.from([0x3b])])
}
