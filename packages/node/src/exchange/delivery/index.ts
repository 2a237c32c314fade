export { appendEntries, appendEntry, lockHeads, openLog } from './append-entries.ts'
export { digestOfText, entryHash, noHash, objectDigest, signalDigest } from './entry-hash.ts'
export { releasedSignals } from './read-page.ts'
export { accessChangedFor, passedOnChangedFor, signalChangedFor } from './update-recipients.ts'
