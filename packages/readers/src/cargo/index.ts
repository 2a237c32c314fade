export { createCargoReader } from './create-cargo-reader.ts'
export type { CargoSink, CargoSummary } from './message/sink.ts'
export { readCargo } from './read-cargo.ts'
export { recognisesCargo } from './recognise.ts'
