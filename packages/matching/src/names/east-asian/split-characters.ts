import { hangulSurnames, hanSurnames } from '../../tables/east-asian-surnames.ts'
import { scriptOf } from '../script.ts'
import { foldHan } from './han-readings.ts'

const surnames = new Set([...hangulSurnames, ...hanSurnames].map((line) => line.split(' ')[0] ?? ''))

/** The parts of an unspaced Han or Hangul name: the family name stands first and is one character, two for a few. Other words whole. */
export function splitCharacters(text: string): string[] {
  const { script } = scriptOf(text)
  if ((script !== 'Han' && script !== 'Hangul') || /\s/.test(text)) return [text]
  const letters = [...text]
  if (letters.length < 2 || letters.length > 4) return [text]
  const start = (size: number): string => letters.slice(0, size).join('')
  const known = (size: number): boolean => surnames.has(script === 'Han' ? foldHan(start(size)) : start(size))
  const size = letters.length > 2 && known(2) ? 2 : 1
  // A Hangul word that begins with no family name is a given name, or a foreign one.
  return script === 'Hangul' && !known(size) ? [text] : [start(size), letters.slice(size).join('')]
}
