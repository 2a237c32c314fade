/** Splits a list as typed in a field, at commas, semicolons and white space. */
export const itemsIn = (text: string): string[] => text.split(/[,;\s]+/).filter((item) => item !== '')
