import { prepareRequests, readAnswer } from './ask.ts'
import { tokensOf } from './own-tokens.ts'
import { evaluateElements } from './voprf.ts'

/** What takes milliseconds for each item. */
export const heavyWork = { tokensOf, prepareRequests, evaluateElements, readAnswer }
export type HeavyWork = typeof heavyWork
