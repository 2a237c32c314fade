export { describeKeys, type KeysState } from './describe-keys.ts'
export { makeEpochNow, openOwnFiles, recoverRootKey, rotateRootKey, splitRoot } from './manage-keys.ts'
export { prepareRootKey } from './root-key.ts'
export { writeVaultFile } from './vault-file.ts'
