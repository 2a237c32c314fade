const initials = 'g kk n d tt r m b pp s ss - j jj ch k t p h'.split(' ').map((x) => (x === '-' ? '' : x))
const vowels = 'a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i'.split(' ')
const finals = '- k k k n n n t l k m p t t p l m p p t t ng t t k t p t'.split(' ').map((x) => (x === '-' ? '' : x))

/** A Hangul word in Revised Romanisation, syllable by syllable; characters that are no syllable are dropped (matching.md 3.3, Hangul). */
export function readHangul(word: string): string {
  let out = ''
  for (const letter of word.normalize('NFC')) {
    const code = (letter.codePointAt(0) ?? 0) - 0xac00
    if (code < 0 || code >= 11172) continue
    out += `${initials[Math.floor(code / 588)]}${vowels[Math.floor((code % 588) / 28)]}${finals[code % 28]}`
  }
  return out
}

/** One key for the usual romanisations of a Korean word: Kim and Gim, Pak, Park and Bak, Young, Yong and Yeong. */
export function koreanKey(latin: string): string {
  return latin
    .replace(/^(?:yi|rhee|lee|ree|ri|li|i)$/, 'i')
    .replace(/^(?:park|bark)$/, 'bak')
    .replace(/^(?:choe|choi)$/, 'co')
    .replace(/^[rln](?=yu|yo|ye|ya|im|i$|o$|oh$)/, '')
    .replace(/yeo|you(?=ng)|yu(?=ng)/g, 'yo')
    .replace(/woo|oo|eu|uh/g, 'u')
    .replace(/eo|ou|oh|oe/g, 'o')
    .replace(/u(?=ng)/g, 'o')
    .replace(/ae|ai|ay/g, 'e')
    .replace(/ee|ui/g, 'i')
    .replace(/wo/g, 'o')
    .replace(/sh|ss/g, 's')
    .replace(/tch|ch|jj|j/g, 'c')
    .replace(/kk|k|g/g, 'k')
    .replace(/tt|t|d/g, 't')
    .replace(/pp|p|b/g, 'p')
    .replace(/ll|rr|l|r/g, 'l')
}
