export { type ReceiveDeps, receiveMessage, type SenderRow } from './receive-message.ts'
export { watchInbox } from './watch-inbox.ts'
