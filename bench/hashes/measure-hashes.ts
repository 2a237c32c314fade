import { canonicalUrl, pdq, pdqDihedral, textSignature, tlsh } from '@entente/matching'
import { bestRate } from '../report/measure-cpu.ts'

/** What one process measured: calls a second (TLSH: bytes), and the hashes made, for two ways to be compared. */
export interface HashRates {
  rates: Record<'picture' | 'large' | 'frame' | 'dihedral' | 'text' | 'tlsh' | 'address', number>
  hashes: string
}

// Run as a program: `kernel`, or `plain` to be without WebAssembly.
if (process.argv[2] === 'plain') Reflect.deleteProperty(globalThis, 'WebAssembly')

const picture = (width: number, height: number): Uint8Array =>
  Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width)]
    return ((x * x + 3 * y * y) >> 5) + 11 * (i % 3)
  })
const [square, large, frame] = [picture(512, 512), picture(1600, 1004), picture(64, 64)]
const words = {
  latin: 'ferry island harbour morning tide ticket kiosk lighthouse captain story storm coffee north blue retired',
  cyrillic: 'паром остров гавань утро прилив билет киоск маяк капитан рассказ шторм кофе север синий отставной',
  arabic: 'عبارة جزيرة ميناء صباح مد تذكرة كشك منارة قبطان قصة عاصفة قهوة شمال أزرق متقاعد',
}
const texts = Object.values(words).flatMap((list, script) =>
  Array.from({ length: 10 }, (_, i) => {
    const all = list.split(' ')
    return Array.from({ length: 50 + 4 * i }, (_, k) => all[(k * k * 7 + i * 3 + script) % all.length]).join(' ')
  }),
)
const long = new TextEncoder().encode(texts.join('\n').repeat(50))
const addresses = Array.from(
  { length: 100 },
  (_, i) => `https://www.files${i}.example.org/a/${i}/b?utm_source=x&b=${i}&a=1`,
)

const each = <T>(items: readonly T[], work: (item: T) => void) =>
  bestRate(items.length, () => {
    for (const item of items) work(item)
  })
const measured: HashRates = {
  rates: {
    picture: each([square], (pixels) => pdq(pixels, 512, 512)),
    large: each([large], (pixels) => pdq(pixels, 1600, 1004)),
    frame: each([frame], (pixels) => pdq(pixels, 64, 64)),
    dihedral: each([square], (pixels) => pdqDihedral(pixels, 512, 512)),
    text: each(texts, textSignature),
    tlsh: bestRate(long.length, () => tlsh(long)),
    address: each(addresses, canonicalUrl),
  },
  hashes: [
    pdq(square, 512, 512).hash,
    pdq(large, 1600, 1004).hash,
    ...texts.map((text) => textSignature(text).simhash),
  ].join(),
}
process.stdout.write(JSON.stringify(measured))
