export * from './messages-and-flights.ts'
export * from './reading.ts'
export * from './record.ts'
