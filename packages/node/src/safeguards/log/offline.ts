// What a program needs to read and verify a copy of a log without a node.
export { canonicalJson } from '../audit/canonical.ts'
export { nodeLogCrypto } from '../keys/log-crypto.ts'
