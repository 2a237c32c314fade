export * from './consignments.ts'
export * from './messages.ts'
