/** Weights of names in nats, set by hand (matching.md 3.5, 3.6). A positive weight speaks for one identity. */
export const nameWeights = {
  /** P(this level of agreement | same person). */
  equal: 0.6,
  typo: 0.15,
  /** Taken from an equal word's weight, by level. */
  reading: 0.3,
  skeleton: 0.4,
  sound: 0.6,
  soundCost: 1.5,
  gendered: 0.3,
  nickname: 2.2,
  joined: 0.2,
  /** The most for two spellings that may write one Chinese family name. */
  familyOfOneCharacter: 1.2,
  damaged: 1.2,
  secondEdit: 1.2,
  firstLetter: 0.8,
  initial: 0.4,
  /** By letters; taken from the weight of an equal word. */
  abbreviation: { 3: 1.6, 4: 0.8 },
  least: 0.3,
  most: 8,
  /** The same words in another order: another person's name more often than the same. */
  order: -1,
  nameCap: 10,
  nameFloor: -8,
  contradiction: {
    family: -5,
    given: -4.5,
    patronymic: -5,
    middle: -1.5,
    /** A middle name that differs where a further word is missing as well: two words tell the names apart. */
    middleAmongMissing: -3,
    unknown: -4.5,
    /** Two common names of their own: not a spelling this library does not know. */
    known: -5.5,
    number: -6,
    place: -5,
    word: -4.5,
    generation: -2.5,
    kind: -6,
    initial: -4,
    /** Share that counts where one word resembles the other: it may be a spelling this library does not know. */
    alike: 0.6,
  },
  omission: {
    patronymic: -0.1,
    middle: -0.2,
    unknown: -1.1,
    least: -3,
    soleAgreement: -2.75,
    word: -0.9,
    /** Words in brackets together. */
    asideLeast: -0.9,
    wordLeast: -2.7,
    /** Of a word that half the organisations of the world have, where one rare word agrees. */
    commonWord: -1.2,
    /** A number or a country behind the name tells one of several from the others. */
    number: -4,
    place: -3.7,
    /** From this share of organisations on a word is one of those. */
    commonFrom: 0.009,
    /** The person's own name stands before a name that is otherwise whole: the child of whom the other names. */
    givenBefore: -3.6,
    /** Koreans have one given name: a second one makes another person's name. */
    secondGiven: -4,
  },
  /** What is taken off at least where one word of several agrees; candidates are found with it. */
  leastWithSoleAgreement: 0.9,
  legalForm: { same: 0.2, different: -0.8 },
  quality: { primary: 0, original: 0, good: 0, former: 0, low: -1.5, lowSingle: -3 },
} as const
/** Two sounds may be this far apart (compare-sound.ts) and still be one name. */
export const soundLimit = { written: 0.75, unwritten: 0.9, joined: 0.5, alike: 0.7 } as const
