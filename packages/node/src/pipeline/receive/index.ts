export { type Incoming, largestMessage, type ReceiveDeps, receiveMessage, type SenderRow } from './receive-message.ts'
export { type Inbox, type InboxDeps, watchInbox } from './watch-inbox.ts'
