/**
 * Words in a name that are not part of the name.
 * Source: written for this project from general knowledge of forms of address and naming.
 */
export const honorifics: readonly string[] =
  `dr prof professor eng ing engineer dipl mr mrs ms miss mme mlle herr frau sra senor senora
  col colonel gen general maj major capt captain lt lieutenant sgt sergeant cpl brig brigadier cmdr commander admiral
  haji hajji hajj alhaj elhaj hadji mullah mulla molla mawlawi maulavi maulvi mawlavi maulana mawlana moulana sheikh shaikh shaykh sheik cheikh cheick sheykh
  sayyid sayed syed seyed sayyed seyyed saiyed qari ustad ustaz ustadh begum datuk dato sir lady father rabbi imam ayatollah hojjat hojjatoleslam rev reverend
  comrade president minister
  господин доктор профессор генерал полковник шейх мулла
  الشيخ شيخ الحاج حاج الدكتور دكتور السيد سيد المهندس العميد اللواء العقيد الملا ملا مولوی مولوي`.split(/\s+/)

/** Particles: they belong to the next word and carry no weight. */
export const particles: readonly string[] =
  `de del della di da do dos das du des la las le los lo van von vom zu zur zum der den ter ten te af av
  al el ul ur ud ad as ash ar az an at ed er es ez et il a e y i o und dem d l un uz us oul`.split(/\s+/)
/** The word after a filiation word is the father's name. */
export const filiation: readonly string[] =
  `bin ibn ben bint bent binti binte ould wuld oglu ogly kyzy qizi kizi gizi mac ap walad weled
  بن ابن بنت ولد`.split(/\s+/)
/** Words for a generation. Different ones contradict; a missing one does not. */
export const generations: Readonly<Record<string, string>> = {
  jr: 'junior',
  junior: 'junior',
  sr: 'senior',
  senior: 'senior',
  ii: '2',
  iii: '3',
  iv: '4',
}
/** Placeholders for an unknown name. */
export const unknownWords: readonly string[] = [
  'unknown',
  'n/a',
  'na/na',
  'fnu',
  'lnu',
  'mnu',
  'xxx',
  'xxxx',
  'nn',
  'nfn',
  'nln',
  'none',
  'null',
  'unspecified',
]
