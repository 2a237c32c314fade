/** One name element: the usual passport spelling first, then other spellings of it, and how its own script writes it. */
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
  /** How the original script puts the full name together. */
  originalOrder: 'given-first' | 'family-first'
  originalGap: '' | ' '
  male: readonly NameToken[]
  female: readonly NameToken[]
  family: readonly NameToken[]
  /** The woman's form of a family name, where the culture has one. */
  womansFamily?: (family: NameToken) => NameToken
  /** How often a second given name is used. */
  secondGiven: number
  /** Two family names, as in Spanish. */
  doubleFamily?: boolean
}

/** Reads `Usual|Other|Third=Original Next|...`; a blank inside a name is written `_`. */
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
