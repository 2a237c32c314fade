import { prepareRequests, readAnswer } from './ask.ts'
import { tokensOf } from './own-tokens.ts'
import { evaluateElements } from './voprf.ts'

/** Functions that take milliseconds per item and run in a worker thread. */
export const heavyWork = { tokensOf, prepareRequests, evaluateElements, readAnswer }
export type HeavyWork = typeof heavyWork
