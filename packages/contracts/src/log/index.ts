export { bytesOfHex, fromBase64, hexOf, type LogCrypto, LogFault, sameBytes, toBase64 } from './bytes.ts'
export {
  type Checkpoint,
  checkpointText,
  openCheckpoint,
  parseCheckpoint,
} from './checkpoint.ts'
export { bundleOf, entryRef } from './entries.ts'
export { isSigned, judgeCheckpoint, type Witnessed } from './judge-checkpoint.ts'
export { type LogSource, readEntries } from './log-copy.ts'
export {
  cosignatureValue,
  cosignedBytes,
  formatNote,
  formatSignature,
  formatVerifierKey,
  keyKinds,
  parseNote,
  parseVerifierKey,
  type VerifierKey,
  verifierKey,
  verifySignature,
} from './note.ts'
export { continuationRef, continuationType, generationOf, logNameOf } from './origins.ts'
export { type LogPolicy, parsePolicy } from './policy.ts'
export { formatConsistencyFile, formatProofFile } from './proof-file.ts'
export { parseTilePath, type TileLevel, type TileReader, tilePath, tileWidth, widthAt } from './tiles.ts'
export {
  leafHash,
  proveConsistency,
  proveInclusion,
  rootOfHashes,
  treeRoot,
  verifyConsistency,
} from './tree.ts'
export {
  type AuditVerifyResult,
  checkOpening,
  type Opening,
  type VerifyOptions,
  verifyLog,
} from './verify-log.ts'
