export type { Folded, GatewayReading, Intake } from './intake.ts'
export { type ReadDeps, type ReadRequest, type ReadResult, readMessage, readMessageTask } from './read-message.ts'
export { redactUnreadTask } from './redact-unread.ts'
export { sweepRawFilesTask } from './sweep-raw-files.ts'
