/** The most items that one check may ask (`BlindCheckRequest`). */
export const mostItems = 10_000

/** One item a line, as pasted or read from a file: blank lines and repeats are left out. */
export function readItems(text: string): string[] {
  return [...new Set(text.split(/\r?\n/).map((line) => line.trim()))].filter((line) => line !== '')
}
