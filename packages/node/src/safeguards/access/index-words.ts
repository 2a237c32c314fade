/**
 * The words of a name as the blind index knows them: letters and digits, without case, accents and marks. One Latin letter alone is no word to
 * search by; one Han character is.
 */
export function indexWords(name: string): string[] {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1 || /[^a-z0-9]/.test(word))
}

/** A number as the blind index knows it: letters and digits only, upper case. */
export const indexNumber = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '')
