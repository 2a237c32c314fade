export { readMessage, readMessageTask } from './read-message.ts'
export { redactUnreadTask } from './redact-unread.ts'
export { removeOutdated } from './remove-outdated.ts'
export { sweepRawFilesTask } from './sweep-raw-files.ts'
