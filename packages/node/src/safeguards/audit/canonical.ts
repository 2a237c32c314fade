// The log, signed objects and acts have one canonical form. It is in contracts, because a browser needs it too.
export { canonicalFields, canonicalJson, joinFields } from '@entente/contracts'
