/** Weights of names in nats, set by hand. A positive weight is evidence for one identity. */
export const nameWeights = {
  /** The probability of this level of agreement if both names are the same person's. */
  equal: 0.6,
  typo: 0.15,
  /** Costs subtracted from the weight of an equal word, by kind of link. */
  reading: 0.3,
  skeleton: 0.4,
  sound: 0.6,
  soundCost: 1.5,
  gendered: 0.3,
  nickname: 2.2,
  joined: 0.2,
  /** The most that two spellings can weigh if they may be one Chinese family name. */
  familyOfOneCharacter: 1.2,
  damaged: 1.2,
  secondEdit: 1.2,
  firstLetter: 0.8,
  initial: 0.4,
  /** The costs of an abbreviation by its number of letters. They are subtracted from the weight of an equal word. */
  abbreviation: { 3: 1.6, 4: 0.8 },
  least: 0.3,
  most: 8,
  /** Added where the same words are in another order. Such names are more often two people's names than one person's. */
  order: -1,
  nameCap: 10,
  nameFloor: -8,
  contradiction: {
    family: -5,
    given: -4.5,
    patronymic: -5,
    middle: -1.5,
    /** Applies where the middle names differ and a further word is missing: then two words distinguish the names. */
    middleAmongMissing: -3,
    unknown: -4.5,
    /** Applies to two different common names, because neither is an unknown spelling of the other. */
    known: -5.5,
    number: -6,
    place: -5,
    word: -4.5,
    generation: -2.5,
    kind: -6,
    initial: -4,
    /** The share of the weight that counts where two words resemble each other, because one may be an unknown spelling of the other. */
    alike: 0.6,
  },
  omission: {
    patronymic: -0.1,
    middle: -0.2,
    unknown: -1.1,
    least: -3,
    soleAgreement: -2.75,
    word: -0.9,
    /** The lowest sum of weights for words in brackets. */
    asideLeast: -0.9,
    wordLeast: -2.7,
    /** Applies to a missing word that very many organisations have, where one rare word agrees. */
    commonWord: -1.2,
    /** Applies to a missing number after the name, because it distinguishes one of several organisations. `place` does the same for a country. */
    number: -4,
    place: -3.7,
    /** A word counts as common if at least this share of organisations has it. */
    commonFrom: 0.009,
    /** Applies to a given name before a name that agrees in all words, because the longer name is that of a child of the person. */
    givenBefore: -3.6,
    /** Applies to a second Korean given name. Koreans have only one, so the longer name is another person's. */
    secondGiven: -4,
  },
  /** The least cost where one word of several agrees. The screener uses it to find candidates. */
  leastWithSoleAgreement: 0.9,
  legalForm: { same: 0.2, different: -0.8 },
  quality: { primary: 0, original: 0, good: 0, former: 0, low: -1.5, lowSingle: -3 },
} as const
/** The largest distances of two sounds (compare-sound.ts) that may be one name; `alike` is the least Jaro-Winkler similarity of their spellings. */
export const soundLimit = { written: 0.75, unwritten: 0.9, joined: 0.5, alike: 0.7 } as const
