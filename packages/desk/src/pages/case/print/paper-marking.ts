import type { Signal } from '@entente/contracts'

const order = ['clear', 'green', 'amber', 'amber+strict', 'red'] as const satisfies Signal['tlp'][]

/** The strictest marking of what is on the paper: the whole sheet carries it. */
export function strictestMarking(markings: readonly Signal['tlp'][]): Signal['tlp'] {
  return order[Math.max(0, ...markings.map((marking) => order.indexOf(marking)))] ?? 'clear'
}

/** A text as a CSS string, for the margins of a printed page. */
export const cssString = (text: string): string => `"${text.replace(/["\\]/g, '\\$&').replace(/\n/g, ' ')}"`
