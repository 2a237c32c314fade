// Contracts between members, by subject.
export * from './exchange/agreements.ts'
export * from './exchange/blind.ts'
export * from './exchange/feed.ts'
export * from './exchange/members.ts'
export * from './exchange/peers.ts'
export * from './exchange/receipts.ts'
