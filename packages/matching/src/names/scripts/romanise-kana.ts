const table: Readonly<Record<string, string>> = Object.fromEntries(
  `ア a イ i ウ u エ e オ o カ ka キ ki ク ku ケ ke コ ko サ sa シ shi ス su セ se ソ so タ ta チ chi ツ tsu テ te ト to
  ナ na ニ ni ヌ nu ネ ne ノ no ハ ha ヒ hi フ fu ヘ he ホ ho マ ma ミ mi ム mu メ me モ mo ヤ ya ユ yu ヨ yo
  ラ ra リ ri ル ru レ re ロ ro ワ wa ヰ i ヱ e ヲ o ン n ガ ga ギ gi グ gu ゲ ge ゴ go ザ za ジ ji ズ zu ゼ ze ゾ zo
  ダ da ヂ ji ヅ zu デ de ド do バ ba ビ bi ブ bu ベ be ボ bo パ pa ピ pi プ pu ペ pe ポ po ヴ vu ヶ ga ヵ ka
  ヷ va ヸ vi ヹ ve ヺ vo ァ a ィ i ゥ u ェ e ォ o ャ ya ュ yu ョ yo ヮ wa`
    .trim()
    .split(/\s+/)
    .reduce<[string, string][]>((pairs, item, at, all) => {
      if (at % 2 === 0) pairs.push([item, all[at + 1] ?? ''])
      return pairs
    }, []),
)
// A small vowel replaces the vowel before it: ファ fa, ティ ti, キャ kya, シャ sha.
function withSmall(syllable: string, small: string): string {
  const sound = table[small] ?? ''
  const head = syllable.replace(/[aiueo]$/, '')
  if ('ャュョ'.includes(small)) return /(?:sh|ch|j)$/.test(head) ? head + sound.slice(1) : head + sound
  if (small === 'ヮ') return `${head}wa`
  if (syllable === 'u') return `w${sound}`
  return head + sound
}

/** Romanises kana in Hepburn, with long vowels written out as in kana (`ou`, `oo`, `uu`). Drops other characters. */
export function romaniseKana(kana: string): string {
  const letters = [...kana.normalize('NFKC')].map((letter) => {
    const code = letter.codePointAt(0) ?? 0
    return code >= 0x3041 && code <= 0x3096 ? String.fromCodePoint(code + 0x60) : letter
  })
  let out = ''
  let doubled = false
  for (let at = 0; at < letters.length; at += 1) {
    const letter = letters[at] ?? ''
    if (letter === 'ッ') {
      doubled = true
      continue
    }
    if (letter === 'ー') {
      out += /[aiueo]$/.exec(out)?.[0] ?? ''
      continue
    }
    let sound = table[letter]
    if (sound === undefined) continue
    const next = letters[at + 1] ?? ''
    if ('ァィゥェォャュョヮ'.includes(next) && next !== '' && /[aiueo]$/.test(sound)) {
      sound = withSmall(sound, next)
      at += 1
    }
    if (doubled) out += sound.startsWith('ch') ? 't' : /^[aiueon]/.test(sound) ? '' : sound.charAt(0)
    doubled = false
    out += sound
  }
  return out
}

const kunrei = (hepburn: string): string =>
  hepburn
    .replace(/sh(?=[auo])/g, 'sy')
    .replace(/shi/g, 'si')
    .replace(/tch|ch(?=[auo])/g, (found) => (found === 'tch' ? 'tty' : 'ty'))
    .replace(/ttyi|chi/g, (found) => (found === 'chi' ? 'ti' : 'tti'))
    .replace(/tsu/g, 'tu')
    .replace(/fu/g, 'hu')
    .replace(/j(?=[auo])/g, 'zy')
    .replace(/ji/g, 'zi')

/**
 * Returns the usual Latin spellings of a word in Hepburn with long vowels written out: with short vowels (as in passports), as written, with `oh`, with
 * `oo`; with m for n before b, m, p; and in Kunrei. The usual one comes first; there are at most ten.
 */
export function japaneseForms(hepburn: string): string[] {
  const short = hepburn
    .replace(/o[ou](?!o)/g, 'o')
    .replace(/uu/g, 'u')
    .replace(/aa/g, 'a')
    .replace(/ee/g, 'e')
  const forms = new Set<string>()
  const add = (form: string): void => {
    forms.add(form)
    if (/n[bmp]/.test(form)) forms.add(form.replace(/n(?=[bmp])/g, 'm'))
  }
  add(short)
  add(hepburn)
  add(short.replace(/ii/g, 'i'))
  if (/o[ou]/.test(hepburn)) {
    add(hepburn.replace(/o[ou](?!o)/g, 'oh').replace(/uu/g, 'u'))
    add(hepburn.replace(/ou/g, 'oo').replace(/uu/g, 'u'))
    add(short.replace(/o$/, (last) => (/o[ou]$/.test(hepburn) ? 'oh' : last)))
    add(short.replace(/^o/, (first) => (/^o[ou]/.test(hepburn) ? 'oh' : first)))
  }
  for (const form of [short, hepburn]) forms.add(kunrei(form))
  return [...forms].filter((form) => form !== '').slice(0, 10)
}
