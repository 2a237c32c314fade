import { randomInt } from 'node:crypto'

const steps = 2 ** 40

/** Returns a number from 0 to below 1 that nobody can predict. */
export const randomNumber = (): number => randomInt(steps) / steps

/** Returns one of these, or undefined if there are none. Nobody can predict which. */
export const pickOf = <T>(items: readonly T[]): T | undefined =>
  items.length === 0 ? undefined : items[randomInt(items.length)]
