// Makes invented biometric files: valid headers without the picture of any person.

const [fs, gs, rs, us] = ['\x1c', '\x1d', '\x1e', '\x1f']

/** Makes a JPEG of this size that has a frame header and an end marker but no image data. */
export function jpeg(width: number, height: number, filler = 0): Buffer {
  const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0])
  const app = Buffer.from([0xff, 0xe0, 0, 4, filler >> 8, filler & 255])
  return Buffer.concat([Buffer.from([0xff, 0xd8]), app, frame, Buffer.from([0xff, 0xd9])])
}

export function jpeg2000(width: number, height: number): Buffer {
  const box = (type: string, body: Buffer) => {
    const head = Buffer.alloc(8)
    head.writeUInt32BE(8 + body.length)
    head.write(type, 4, 'latin1')
    return Buffer.concat([head, body])
  }
  const ihdr = Buffer.alloc(14)
  ihdr.writeUInt32BE(height, 0)
  ihdr.writeUInt32BE(width, 4)
  return Buffer.concat([
    box('jP  ', Buffer.from([0x0d, 0x0a, 0x87, 0x0a])),
    box('ftyp', Buffer.from('jp2 \0\0\0\0jp2 ')),
    box('jp2h', box('ihdr', ihdr)),
    box('jp2c', Buffer.from([0xff, 0x4f, 0xff, 0xd9])),
  ])
}

/** Makes a tagged record. Its first field states the length of the whole record, including that field. */
function tagged(type: number, fields: readonly (readonly [number, string | Buffer])[]): Buffer {
  const rest = Buffer.concat(
    fields.flatMap(([number, value]) => [
      Buffer.from(`${gs}${type}.${String(number).padStart(3, '0')}:`, 'latin1'),
      typeof value === 'string' ? Buffer.from(value, 'latin1') : value,
    ]),
  )
  const head = `${type}.001:`
  let length = 0
  for (let turn = 0; turn < 3; turn += 1) length = head.length + String(length).length + rest.length + 1
  return Buffer.concat([Buffer.from(`${head}${length}`), rest, Buffer.from(fs as string)])
}

/** Makes a transaction: a Type-1 header followed by these records. */
export function transaction(
  version: string,
  records: readonly { type: number; bytes: Buffer }[],
  contents?: string,
): Buffer {
  const list = [
    `1${us}${records.length}`,
    ...records.map(({ type }, place) => `${type}${us}${String(place).padStart(2, '0')}`),
  ]
  const header = tagged(1, [
    [2, version],
    [3, contents ?? list.join(rs)],
    [4, 'INVENTED'],
    [5, '20260101'],
    [7, 'XX/TEST'],
    [8, 'XX/TEST'],
    [9, 'T1'],
    [11, '19.69'],
    [12, '19.69'],
  ])
  return Buffer.concat([header, ...records.map(({ bytes }) => bytes)])
}

export const faceRecord = (image: Buffer, width: number, height: number, quality: string): Buffer =>
  tagged(10, [
    [2, '01'],
    [3, 'FACE'],
    [6, String(width)],
    [7, String(height)],
    [8, '1'],
    [9, '300'],
    [10, '300'],
    [11, 'JPEGB'],
    [24, `${quality}${us}FFFF${us}1`],
    [999, image],
  ])

export function nist(): Buffer {
  const finger = tagged(14, [
    [2, '02'],
    [6, '4'],
    [7, '2'],
    [8, '2'],
    [9, '197'],
    [10, '197'],
    [11, 'NONE'],
    [13, '2'],
    [24, `2${us}71${us}FFFF${us}1${rs}3${us}64${us}FFFF${us}1`],
    [999, Buffer.from([28, 29, 30, 31, 1, 2, 3, 4])],
  ])
  const iris = tagged(17, [
    [2, '03'],
    [3, '1'],
    [6, '640'],
    [7, '480'],
    [8, '0'],
    [11, 'JP2'],
    [24, `88${us}FFFF${us}1`],
    [999, jpeg2000(640, 480)],
  ])
  const four = Buffer.alloc(18 + 6)
  four.writeUInt32BE(four.length)
  four.writeUInt16BE(3, 13)
  four.writeUInt16BE(2, 15)
  return transaction('0502', [
    {
      type: 2,
      bytes: tagged(2, [
        [2, '00'],
        [18, 'INVENTED, NOBODY'],
      ]),
    },
    { type: 10, bytes: faceRecord(jpeg(480, 600), 480, 600, '83') },
    { type: 14, bytes: finger },
    { type: 17, bytes: iris },
    { type: 4, bytes: four },
  ])
}

/** Makes a face image record of ISO/IEC 19794-5:2005 with one image and one feature point. */
export function face(width: number, height: number, quality: number, image = jpeg(width, height)): Buffer {
  const block = Buffer.alloc(20 + 8 + 12)
  block.writeUInt32BE(block.length + image.length)
  block.writeUInt16BE(1, 4)
  block.writeUInt8(1, 28)
  block.writeUInt16BE(width, 30)
  block.writeUInt16BE(height, 32)
  block.writeUInt16BE(quality, 38)
  const head = Buffer.from('FAC\x00010\0\0\0\0\0\0\x01', 'latin1')
  head.writeUInt32BE(head.length + block.length + image.length, 8)
  return Buffer.concat([head, block, image])
}

/** Makes a finger image record of ISO/IEC 19794-4:2005 with one view of each of two fingers. */
export function fingers(): Buffer {
  const head = Buffer.alloc(32)
  head.write('FIR\x00010\0', 'latin1')
  head.writeUInt8(2, 18)
  head.writeUInt8(1, 19)
  head.writeUInt16BE(500, 24)
  head.writeUInt8(2, 29)
  const views = [1, 2].map((position) => {
    const view = Buffer.alloc(14 + 5)
    view.writeUInt32BE(view.length)
    view.writeUInt8(position, 4)
    view.writeUInt8(position === 1 ? 80 : 254, 7)
    view.writeUInt16BE(300, 9)
    view.writeUInt16BE(400, 11)
    return view
  })
  const all = Buffer.concat([head, ...views])
  all.writeUIntBE(all.length, 8, 6)
  return all
}
