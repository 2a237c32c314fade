/** Computes RGB pixels by a formula. */
const picture = (width: number, height: number): Uint8Array =>
  Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width)]
    return ((x * x + 3 * y * y) >> 5) + 11 * (i % 3)
  })
export const square = picture(512, 512)
export const large = picture(1600, 1004)
/** Computes a frame of a video. */
export const frame = picture(64, 64)
const words = {
  latin: 'ferry island harbour morning tide ticket kiosk lighthouse captain story storm coffee north blue retired',
  cyrillic: 'паром остров гавань утро прилив билет киоск маяк капитан рассказ шторм кофе север синий отставной',
  arabic: 'عبارة جزيرة ميناء صباح مد تذكرة كشك منارة قبطان قصة عاصفة قهوة شمال أزرق متقاعد',
}
/** Returns a text of 300 to 700 letters, in one of three scripts. */
export const texts = Object.values(words).flatMap((list, script) =>
  Array.from({ length: 10 }, (_, i) => {
    const all = list.split(' ')
    return Array.from({ length: 50 + 4 * i }, (_, k) => all[(k * k * 7 + i * 3 + script) % all.length]).join(' ')
  }),
)
/** Returns bytes for TLSH. */
export const long = new TextEncoder().encode(texts.join('\n').repeat(50))
export const addresses = Array.from(
  { length: 100 },
  (_, i) => `https://www.files${i}.example.org/a/${i}/b?utm_source=x&b=${i}&a=1`,
)
