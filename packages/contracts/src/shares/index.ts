export { ageKeyOf, bytesOfAgeKey } from './age-key.ts'
export { readShares, type ShareFault, type ShareOf, type ShareText, writeShare } from './share-text.ts'
