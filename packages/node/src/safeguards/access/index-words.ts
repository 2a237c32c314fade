/**
 * Returns the words of a name for the blind index: letters and digits, without case, accents and marks. A single Latin
 * letter is not a search word, but a single Han character is.
 */
export function indexWords(name: string): string[] {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1 || /[^a-z0-9]/.test(word))
}

/** Normalises a number for the blind index: letters and digits only, upper case. */
export const indexNumber = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '')
