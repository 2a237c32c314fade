// Exports the cryptographic functions of blind checks, which need no database or network.
export { prepareRequests, readAnswer } from './ask.ts'
export { normaliseItem } from './normalise-item.ts'
export { tokensOf } from './own-tokens.ts'
export { makeTokenSet } from './token-set.ts'
export { evaluateElements, newBlindKeys } from './voprf.ts'
