const format = new Intl.NumberFormat('en')

/** A count as English writes it: 1,204. */
export const number = (value: number): string => format.format(value)
