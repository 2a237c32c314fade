/**
 * Letters of syllabic scripts, of Georgian and of Armenian with their spellings in Latin, the usual one first. `+` joins two consonants. A value of
 * vowels, h, w, y or `~` is a vowel; `~` is a vowel that may be left out.
 * Source: written for this project from general knowledge of these scripts and their romanisation.
 */
const table = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text
      .trim()
      .split(/\s+/)
      .map((item) => {
        const [letters = '', sound = ''] = item.split('=')
        return [letters, sound] as const
      })
      .flatMap(([letters, sound]) => [...letters].map((letter) => [letter, sound] as const)),
  )

/** By place in the Devanagari block. The other Indian blocks have the same layout. */
export const devanagari = table(
  `ः=~ क=k ख=kh/k ग=g घ=gh/g ङ=n+g च=ch छ=chh/ch/s ज=j/z झ=jh/j/z ञ=n ट=t ठ=th/t ड=d ढ=dh/d ण=n त=t/th थ=th/t द=d/dh ध=dh/d
  न=n ऩ=n प=p फ=ph/p/f ब=b/v भ=bh/b/v म=m य=y र=r ऱ=r ल=l ळ=l ऴ=zh/l व=v श=sh/s ष=sh/s स=s/sh ह=h
  अ=a आ=a इ=i ई=i उ=u ऊ=u ऋ=ri ए=e ऐ=ai ऑ=o ओ=o औ=au
  ा=a ि=i ी=i ु=u ू=u ृ=ri े=e ै=ai ॉ=o ो=o ौ=au ॅ=e ॆ=e ॊ=o ऎ=e ऒ=o`,
)
export const bengali = table('ব=b/v জ=j/z য=j/z/y শ=sh/s ষ=sh/s স=s/sh ভ=bh/b/v ৎ=t ৰ=r ৱ=w অ=o ফ=f/ph/p')
export const tamil = table('க=k/g ச=s/ch/sh ட=t/d த=th/t/d/dh ப=p/b ற=r/t ன=n ழ=zh/l ஜ=j ஷ=sh ஸ=s ஹ=h ள=l ஞ=n')
export const thai = table(
  `ก=k/g ขคฆ=kh/k ง=n+g จ=ch/j/t ฉชฌ=ch/sh/t ซ=s/z ญ=y ดฎ=d/t ตฏ=t/d ถฐฑทธฒ=th/t/d นณ=n บ=b/p ป=p/b ผพภ=ph/p/b ฝฟ=f ม=m ย=y ร=r/l/n ลฬ=l/n
  ว=w ศษส=s/t หฮ=h อ=o ะ=a ั=a า=a ิ=i ี=i ึ=ue ื=ue ุ=u ู=u เ=e แ=ae โ=o ใ=ai ไ=ai ๅ=a ฤ=ri`,
)
export const burmese = table(
  `က=k ခ=kh/k ဂ=g/k ဃ=g င=n+g စ=s ဆ=s/hs ဇ=z ဈ=z ဉည=ny ဋတ=t ဌထ=th/t ဍဒ=d/t ဎဓ=d ဏန=n ပ=p ဖ=ph/p/f ဗ=b/v ဘ=b/bh/p မ=m ယ=y ရ=y လဠ=l ဝ=w သ=th/s/t ဟ=h အ=~
  ာါ=a ိ=i ီ=i ု=u ူ=u ေ=ay ဲ=e ံ=n ျ=y ြ=y ွ=w ှ=h ဣဤ=i ဥဦ=u ဧ=e ဩဪ=o`,
)
export const khmer = table(
  `ក=k/g ខ=kh/k គ=k/g ឃ=kh/k ង=n+g ច=ch ឆ=chh/ch ជ=ch/j ឈ=chh/ch ញ=nh/n ដ=d/t ឋ=th/t ឌ=d ឍ=th/t ណ=n ត=t/d ថ=th/t ទ=t/d ធ=th/t ន=n ប=b/p ផ=ph/p ព=p/b ភ=ph/p/b ម=m យ=y
  រ=r ល=l វ=v សឝឞ=s ហ=h ឡ=l អ=~ ា=a ិ=i ី=i ឹ=oe ឺ=eu ុ=o ូ=ou ួ=uo ើ=eu ឿ=oe ៀ=ie េ=e ែ=ae ៃ=ai ោ=o ៅ=au ំ=m ះ=h ឥឦ=i ឧឩ=u ឯ=e`,
)
/** By row of the Ethiopic block, with eight places per row. */
export const ethiopicRows: readonly string[] =
  'h l h m s r s sh q/k q/k q/k q/k b v t ch h h n ny/n ~ k k kh/k kh/k w ~ z zh y d d j/g g g g t ch p ts/s ts/s f p'.split(
    ' ',
  )
export const ethiopicVowels: readonly string[] = ['e', 'u', 'i', 'a', 'e', '~', 'o', 'a']
export const georgian = table(
  `ა=a ბ=b გ=g დ=d ე=e ვ=v ზ=z თ=t ი=i კ=k ლ=l მ=m ნ=n ო=o პ=p ჟ=zh რ=r ს=s ტ=t უ=u ფ=p/ph/f ქ=k/q ღ=gh/g ყ=q/k შ=sh ჩ=ch ც=ts/c ძ=dz წ=ts/c ჭ=ch ხ=kh/h ჯ=j ჰ=h`,
)
export const armenian = table(
  `ա=a բ=b/p գ=g/k դ=d/t ե=e զ=z է=e ը=~ թ=t ժ=zh ի=i լ=l խ=kh ծ=ts/dz կ=k/g հ=h ձ=dz/ts ղ=gh/g ճ=ch/j մ=m յ=y ն=n շ=sh ո=o չ=ch պ=p/b ջ=j/ch ռ=r ս=s վ=v տ=t/d ր=r ց=ts ւ=v փ=p/ph ք=k օ=o ֆ=f և=e+v`,
)
