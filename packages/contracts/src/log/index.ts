export { fromBase64, type LogCrypto, LogFault, sameBytes, toBase64 } from './bytes.ts'
export {
  type Checkpoint,
  checkpointText,
  type OpenedCheckpoint,
  openCheckpoint,
  parseCheckpoint,
} from './checkpoint.ts'
export { bundleOf, entriesOf } from './entries.ts'
export type { LogFailure, LogSource } from './log-copy.ts'
export {
  cosignatureValue,
  cosignedBytes,
  formatNote,
  formatSignature,
  formatVerifierKey,
  keyKinds,
  type Note,
  parseNote,
  parseVerifierKey,
  type VerifierKey,
  verifierKey,
  verifySignature,
} from './note.ts'
export { continuationRef, continuationType, generationOf, logNameOf } from './origins.ts'
export { type LogPolicy, parsePolicy } from './policy.ts'
export { formatConsistencyFile, formatProofFile, parseConsistencyFile } from './proof-file.ts'
export { hashesOf, parseTilePath, type TileLevel, type TileReader, tilePath, tileWidth, widthAt } from './tiles.ts'
export {
  leafHash,
  proveConsistency,
  proveInclusion,
  rootOfHashes,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
} from './tree.ts'
export {
  type AuditVerifyResult,
  checkOpening,
  type Opening,
  type VerifyOptions,
  verifyLog,
  verifyProofFile,
} from './verify-log.ts'
