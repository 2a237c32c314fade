import { legalForms, legalPhrases, numberWords, ordinalWords, wordAliases } from '../tables/organisation-words.ts'

export interface OrganisationWord {
  raw: string
  text: string
  role: 'legal-form' | 'number' | 'particle' | null
  group: string | null
}

const legal = new Map<string, string>()
for (const [group, words] of Object.entries(legalForms))
  for (const word of words.split(/\s+/)) legal.set(word.replace(/\./g, ''), group)
const aliases = new Map<string, string>()
for (const line of wordAliases) {
  const words = line.split(' ')
  for (const word of words) aliases.set(word, words[0] ?? word)
}
const links = new Set('the of and for de la le du des et und y el al a an in on at'.split(' '))
const roman = /^(?=[ivx])(?:x{0,3})(?:ix|iv|v?i{0,3})$/

function romanValue(word: string): number {
  const values: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10 }
  let total = 0
  for (let at = 0; at < word.length; at += 1) {
    const value = values[word[at] ?? ''] ?? 0
    total += value < (values[word[at + 1] ?? ''] ?? 0) ? -value : value
  }
  return total
}
function numberOf(word: string): string | null {
  if (/^\d+(?:st|nd|rd|th)?$/.test(word)) return word.replace(/\D+$/, '').replace(/^0+(?=\d)/, '')
  if (numberWords.includes(word)) return String(numberWords.indexOf(word))
  if (ordinalWords.includes(word)) return String(ordinalWords.indexOf(word))
  if (word.length > 1 && roman.test(word)) return String(romanValue(word))
  return null
}

/**
 * The words of an organisation's or vessel's name: legal forms apart, numbers (also roman, in words, ordinal) as one
 * form, words with the same meaning as one (matching.md 3.4).
 */
export function readOrganisationWords(text: string): OrganisationWord[] {
  let name = text
    .replace(/(?<=(?:^|[\s.])\p{L})\.(?=\p{L}(?:\.|\s|$))/gu, '')
    .replace(/&/g, ' and ')
    .replace(/\bsp\.?\s*z\.?\s*o\.?\s*o\b\.?/gi, 'spzoo')
  for (const [phrase, short] of legalPhrases) name = name.replace(new RegExp(`\\b${phrase}\\b`, 'i'), ` ${short} `)
  const words: OrganisationWord[] = []
  const pieces = name.match(/[\p{L}\p{M}\p{N}\ufffd?][\p{L}\p{M}\p{N}\ufffd?'’ʼ`]*/gu) ?? []
  pieces.forEach((raw, place) => {
    const word = raw.replace(/['’ʼ`]/g, '').toLowerCase()
    if (word === '') return
    const number = numberOf(word)
    const group = legal.get(word)
    if (number !== null) words.push({ raw, text: number, role: 'number', group: null })
    else if (group !== undefined && place > 0) words.push({ raw, text: word, role: 'legal-form', group })
    else if (links.has(word)) words.push({ raw, text: word, role: 'particle', group: null })
    else words.push({ raw, text: aliases.get(word) ?? raw.replace(/['’ʼ`]/g, ''), role: null, group: null })
  })
  return words
}
