export { createCargoReader } from './create-cargo-reader.ts'
export { readCargo } from './read-cargo.ts'
export { recognisesCargo } from './recognises-cargo.ts'
export type { CargoSink, CargoSummary } from './sink.ts'
