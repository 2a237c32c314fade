export * from './consignments.ts'
export * from './messages.ts'
export * from './tables.ts'
