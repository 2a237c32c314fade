export * from './attributes.ts'
export * from './decide.ts'
export * from './load.ts'
export * from './sql.ts'
