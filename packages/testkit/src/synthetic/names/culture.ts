/** One name element: the usual passport spelling, other spellings, and its original script. */
export interface NameToken {
  latin: string
  spellings: readonly string[]
  original: string | null
}

export interface NameCulture {
  id: string
  /** ISO 3166-1 alpha-3 codes of states where such names are common. */
  states: readonly string[]
  script: 'Latn' | 'Arab' | 'Cyrl' | 'Grek' | 'Hebr' | 'Hans' | 'Hang' | 'Jpan' | 'Deva' | 'Beng' | 'Ethi'
  /** Order and separator of the full name in the original script. */
  originalOrder: 'given-first' | 'family-first'
  originalGap: '' | ' '
  male: readonly NameToken[]
  female: readonly NameToken[]
  family: readonly NameToken[]
  /** Returns the feminine form of a family name, if the culture has one. */
  womansFamily?: (family: NameToken) => NameToken
  /** Probability of a second given name. */
  secondGiven: number
  /** True for two family names, as in Spanish. */
  doubleFamily?: boolean
}

/** Parses `Usual|Other|Third=Original Next|...`; `_` stands for a blank inside a name. */
export function tokens(text: string): NameToken[] {
  return text
    .trim()
    .split(/\s+/)
    .map((entry) => {
      const [latin = '', original] = entry.split('=')
      const spellings = latin.split('|').map((s) => s.replaceAll('_', ' '))
      return { latin: spellings[0] as string, spellings, original: original ? original.replaceAll('_', ' ') : null }
    })
}
