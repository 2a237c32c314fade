export { type CargoReader, createCargoReader } from './create-cargo-reader.ts'
export { readCargo } from './read-cargo.ts'
export type { CargoSink, CargoSummary } from './sink.ts'
