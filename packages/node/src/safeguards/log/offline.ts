// What a program needs to read, verify and witness a log without a node.
export { canonicalJson } from '../audit/canonical.ts'
export { nodeLogCrypto } from '../keys/log-crypto.ts'
export { newPrivateKey, nodeKeyOf } from '../keys/node-key.ts'
