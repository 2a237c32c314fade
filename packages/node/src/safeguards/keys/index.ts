export * from './key-file.ts'
export * from './member-keys.ts'
export * from './node-key.ts'
export * from './signed-object.ts'
