// The arithmetic of blind checks, pure: what the routes and the thread beside them do with it is their own.
export { prepareRequests, readAnswer } from './ask.ts'
export { normaliseItem } from './normalise-item.ts'
export { tokensOf } from './own-tokens.ts'
export { makeTokenSet } from './token-set.ts'
export { evaluateElements, newBlindKeys } from './voprf.ts'
