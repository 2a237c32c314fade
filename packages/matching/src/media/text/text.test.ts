import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hamming } from '../../digests/hamming-distance.ts'
import { bandKeys, compareTexts, minhashBytes, readMinhash } from './compare-texts.ts'
import { sketch } from './kernel.ts'
import { normaliseText } from './normalise-text.ts'
import { fnv1a, mix, plainSketch } from './plain-sketch.ts'
import { textSignature } from './text-signature.ts'

test.each([
  ['case and punctuation', 'Hello, WORLD -- again!', 'hello world again'],
  ['sharp s', 'Die STRASSE, die Straße', 'die strasse die strasse'],
  ['final sigma', 'ΟΔΟΣ οδός', 'οδοσ οδοσ'],
  ['Latin diacritics', 'Café naïve Łódź ñandú', 'cafe naive łodz nandu'],
  ['dotless and dotted I', 'İstanbul ISPARTA ısparta', 'istanbul isparta isparta'],
  ['full width, ligatures', 'Ｈｅｌｌｏ ﬁne １２', 'hello fine 12'],
  ['й stays, ё and ї lose their marks', 'Новый ёж, її', 'новый еж іі'],
  ['vowel marks and tatweel', 'كِتَـــابٌ', 'كتاب'],
  ['Persian and Arabic letters', 'کتاب یک', 'كتاب يك'],
  ['alif and hamza, ta marbuta', 'أإآٱ ئ ى ؤ ة ہ ھ', 'اا ي ي و ه ه ه'],
  ['Hebrew points', 'שָׁלוֹם', 'שלום'],
  ['zero width and direction', 'a\u200bb\u200dc \u202eabc\u00ad', 'abc abc'],
  ['variation selectors, tags', 'a\ufe0fb\u{e0041}', 'ab'],
  ['digits of any script', '١٢٣ ۴۵ ९ 𝟗', '123 45 9 9'],
  ['a Cyrillic letter in a Latin word', 'fеstival', 'festival'],
  ['Latin letters in a Cyrillic word', 'пpивeт', 'привет'],
  ['equally many: the script with letters of its own', 'нe дa', 'не да'],
  ['words of one script stay', 'со so сосо', 'со so сосо'],
  ['repeated letters', 'heeeelp nooo 1000', 'heelp noo 1000'],
  ['Hindi vowel signs', 'हिन्दी, हिन्दी', 'हिन्दी हिन्दी'],
  ['Thai vowel signs', 'ที่นี่!', 'ที่นี่'],
  ['Chinese', '你好，世界。', '你好 世界'],
  ['emoji', 'ok 👍🏽 1\ufe0f\u20e3 go', 'ok 1 go'],
  ['addresses', 'see https://example.org/a, now', 'see now'],
  ['nothing', ' \u200b… ', ''],
])('%s: "%s" is normalised to "%s"', (_, text, normal) => {
  expect(normaliseText(text)).toBe(normal)
})
test('normalising a normalised text does not change it', () => {
  const letters = fc.string({
    unit: fc.constantFrom(...'abcéßİ ,.1٢', ...'абйёс', ...'كتابـةأی', ...'你好한국かな', ...'ΣςΆ', '\u200b', '\u0301'),
  })
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 8 }), (words) => {
      const normal = normaliseText(words.join(' '))
      expect(normal).toMatch(/^(?:[\p{L}\p{N}\p{M}]+(?: [\p{L}\p{N}\p{M}]+)*)?$/u)
      fc.pre(!/(?=\p{L}*\p{Script=Latin})(?=\p{L}*\p{Script=Cyrillic})\p{L}+/u.test(normal))
      expect(normaliseText(normal)).toBe(normal)
    }),
  )
})

const english = `The ferry to the northern islands leaves the old harbour at six in the morning and returns when the tide allows it. Tickets
are sold at the blue kiosk beside the lighthouse, where a retired captain tells stories about storms to anyone who brings him coffee.`
const arabic = `تغادر العبارة إلى الجزر الشمالية الميناء القديم في السادسة صباحا وتعود عندما يسمح المد بذلك. تباع التذاكر في الكشك الأزرق بجانب المنارة
حيث يروي قبطان متقاعد قصصا عن العواصف لكل من يحضر له القهوة.`
const russian = `Паром на северные острова отходит из старой гавани в шесть утра и возвращается, когда позволяет прилив. Билеты продаются в синем
киоске рядом с маяком, где отставной капитан рассказывает истории о штормах каждому, кто приносит ему кофе.`
const chinese = `开往北方群岛的渡轮早上六点从旧港出发，潮水允许时返回。船票在灯塔旁边的蓝色售票亭出售，一位退休的船长在那里给每个带咖啡来的人讲风暴的故事。`
const german = `Die Fähre zu den nördlichen Inseln verlässt den alten Hafen um sechs Uhr morgens und kehrt zurück, sobald die Flut es zulässt. Karten
gibt es am blauen Kiosk neben dem Leuchtturm in der Strandstraße, wo ein Kapitän im Ruhestand Geschichten von Stürmen erzählt.`
const texts = { english, arabic, russian, chinese, german }

test('fnv1a and mix give the published values of FNV-1a and SplitMix64', () => {
  expect(fnv1a(new TextEncoder().encode('foobar')).toString(16)).toBe('85944171f73967e8')
  expect(mix(0n).toString(16)).toBe('e220a8397b1dcdaf')
})
test('the WebAssembly kernel equals plain TypeScript for any text', () => {
  for (const text of Object.values(texts)) {
    const normal = normaliseText(text)
    for (const size of [2, 4]) expect(sketch(normal, size)).toEqual(plainSketch(normal, size))
  }
  const any = fc.string({ unit: 'binary', minLength: 4, maxLength: 300 }).filter((text) => [...text].length >= 4)
  fc.assert(
    fc.property(any, fc.constantFrom(2, 4), (text, size) => {
      expect(sketch(text, size)).toEqual(plainSketch(text, size))
    }),
  )
  const long = 'ab'.repeat(50_000) + english
  expect(sketch(long, 4)).toEqual(plainSketch(long, 4))
})
test('a signature has hash, length, scripts, shingles and web addresses of the text', () => {
  const normal = normaliseText(english)
  expect(textSignature(`${english} https://example.org/a`)).toMatchObject({
    sha256: createHash('sha256').update(normal).digest('hex'),
    codePoints: normal.length,
    scripts: ['Latin'],
    shingleSize: 4,
    shingles: plainSketch(normal, 4).shingles,
    simhash: plainSketch(normal, 4).simhash,
    urls: ['https://example.org/a'],
  })
  expect(textSignature(chinese)).toMatchObject({ scripts: ['Han'], shingleSize: 2 })
  expect(textSignature(`${arabic} ok`).scripts).toEqual(['Latin', 'Arabic'])
})
test('a text needs 40 code points, or 16 in Han, to have a sketch', () => {
  const latin = normaliseText(english)
  expect(textSignature(latin.slice(0, 39).trim())).toMatchObject({ simhash: null, minhash: null, shingles: 0 })
  expect(textSignature(`${latin.slice(0, 38)}xy`)).toMatchObject({ codePoints: 40, shingles: 36 })
  expect(textSignature(chinese.slice(0, 15)).simhash).toBeNull()
  expect(textSignature(chinese.slice(0, 16))).toMatchObject({ shingles: 15, shingleSize: 2 })
})

const edits: Record<string, (text: string) => string> = {
  capitals: (text) => text.toUpperCase(),
  'no punctuation': (text) => text.replace(/[.,]/g, '').replace(/[，。]/g, ' '),
  'line breaks': (text) => text.replace(/ /g, '\n'),
  'zero-width letters': (text) => [...text].join('\u200b'),
  'soft hyphens': (text) => text.replace(/(.{7})/gu, '$1\u00ad'),
  'emoji between': (text) => text.replace(/ /g, ' 🔥 '),
  'an address added': (text) => `${text} https://example.org/x?utm_source=y`,
  'combining accents': (text) => (text === chinese ? text : text.normalize('NFD')),
  tatweel: (text) => text.replace(/ا/g, 'ـا'),
  'look-alikes': (text) =>
    text === russian
      ? text.replace(/(?<=[а-я])[аео]/g, (letter) => 'aeo'['аео'.indexOf(letter)]!)
      : text.replace(/(?<=[a-z])a/g, 'а'),
}
test.each(Object.keys(edits))('%s: an edit of form does not change the normalised text', (name) => {
  for (const text of Object.values(texts)) {
    const edited = edits[name]!(text)
    expect(compareTexts(textSignature(text), textSignature(edited)), edited).toMatchObject({
      exact: true,
      match: true,
    })
  }
})
test('a text with a changed sentence or word still matches; a different text does not', () => {
  for (const text of Object.values(texts)) {
    const words = text === chinese ? [...text] : text.split(' ')
    const at = Math.floor(words.length / 2)
    const join = text === chinese ? '' : ' '
    const changes = [
      [...words.slice(0, at), ...words.slice(at + 1)],
      [...words.slice(0, at), words[0]!, ...words.slice(at + 1)],
      [...words, ...words.slice(3, 6)],
      words.slice(2),
    ]
    for (const change of changes) {
      const [a, b] = [textSignature(text), textSignature(change.join(join))]
      const { jaccard, match } = compareTexts(a, b)
      expect(match, change.join(join)).toBe(true)
      expect(jaccard).toBeGreaterThan(0.7)
      expect(hamming(a.simhash!, b.simhash!)).toBeLessThanOrEqual(25)
      expect(bandKeys(a.minhash!).some((key, i) => key === bandKeys(b.minhash!)[i])).toBe(true)
    }
  }
  const all = Object.values(texts).map(textSignature)
  for (const [i, a] of all.entries())
    for (const b of all.slice(i + 1)) expect(compareTexts(a, b)).toMatchObject({ exact: false, match: false })
})
test('a long text inside a longer one matches as a quotation; a short text does not', () => {
  const numbered = (from: number, count: number) =>
    Array.from(
      { length: count },
      (_, i) =>
        `${(from + i) * 7919 + 104_729} ${english.slice(((from + i) * 13) % 180, (((from + i) * 13) % 180) + 30)}`,
    ).join(' ')
  const long = numbered(0, 30)
  const quoted = compareTexts(textSignature(long), textSignature(`${numbered(500, 40)} ${long}`))
  expect(quoted.jaccard).toBeLessThan(0.6)
  expect(quoted).toMatchObject({ exact: false, match: true })
  const short = numbered(0, 3)
  expect(textSignature(short).shingles).toBeLessThan(200)
  expect(compareTexts(textSignature(short), textSignature(`${numbered(500, 9)} ${short}`)).match).toBe(false)
})
test('texts that are short or differ in shingle size are only compared by equality', () => {
  expect(compareTexts(textSignature('Tea.'), textSignature('tea'))).toEqual({
    exact: true,
    jaccard: 1,
    containment: 1,
    match: true,
  })
  expect(compareTexts(textSignature('tea'), textSignature('teas')).match).toBe(false)
  expect(compareTexts(textSignature(english), textSignature(chinese)).match).toBe(false)
})
test('readMinhash returns the minima that minhashBytes encoded', () => {
  const { minhash } = textSignature(russian)
  expect(minhashBytes(minhash!)).toHaveLength(1024)
  expect(readMinhash(minhashBytes(minhash!))).toEqual(minhash)
  expect(() => readMinhash(new Uint8Array(1023))).toThrow(expect.objectContaining({ code: 'hash-invalid' }))
})
test('a text of a million letters does not affect later signatures', () => {
  const before = textSignature(english)
  expect(
    textSignature(Array.from({ length: 150_000 }, (_, i) => (i * 7919).toString(36)).join(' ')).shingles,
  ).toBeGreaterThan(100_000)
  expect(textSignature(english)).toEqual(before)
})
test('millions of one letter, mark or sign are normalised', () => {
  expect(normaliseText('a'.repeat(5_000_000))).toBe('aa')
  expect(normaliseText('…'.repeat(5_000_000))).toBe('')
  expect(normaliseText(`я${'\u0301'.repeat(5_000_000)}`)).toContain('я')
})
test('a long text without spaces, of two scripts or of marks is normalised', () => {
  for (const piece of ['я', 'aя', 'ا', '\u0301', 'a\u0301', '你', '١', '\u200b'])
    expect(normaliseText(piece.repeat(100_000)).length).toBeLessThanOrEqual(200_000)
})
