export type {
  Comparison,
  Entry,
  EntryAddress,
  EntryDocument,
  Evidence,
  Identity,
  Quality,
  ScreenHit,
  Verdict,
} from '@entente/contracts'
export { alignField, type FieldAlignment } from './align-field.ts'
export { type ArgumentCode, ArgumentError } from './argument-error.ts'
export { compare, defaultThreshold, weakThreshold } from './compare.ts'
export { countryCodes } from './countries/country-codes.ts'
export { type BirthDate, parseBirthDate, readMrzBirthDate } from './dates/parse-birth-date.ts'
export { engineVersion } from './engine-version.ts'
export { mainScript } from './evaluate/main-script.ts'
export { type Measure, measure } from './evaluate/measure.ts'
export {
  type CalibrationBin,
  measurePairs,
  type PairMeasures,
  type ScoredPair,
  type Slices,
} from './evaluate/measure-pairs.ts'
export { type LabelledPair, readPair } from './evaluate/read-pair.ts'
export { readSubjects, type SubjectFault, type SubjectRow } from './evaluate/read-subjects.ts'
export { wilsonInterval } from './evaluate/wilson-interval.ts'
export type { BuildJob } from './hamming/build-job.ts'
export { runBuildJob } from './hamming/build-job.ts'
export { HammingIndex } from './hamming/hamming-index.ts'
export { type HammingQuery, HammingReader, type HammingReaderHandle } from './hamming/hamming-reader.ts'
export { IndexCorrupt } from './hamming/index-corrupt.ts'
export type { HammingIndexOptions, HammingIndexStats } from './hamming/index-options.ts'
export type { HammingMatch, HammingMatches } from './hamming/nearest.ts'
export { correctByCheckDigit, isImoNumber, mrzCheckDigit } from './identifiers/check-digit.ts'
export { equalWhenFolded, foldDocumentNumber, normaliseDocumentNumber } from './identifiers/document-number.ts'
export { textLines } from './lists/decode-text.ts'
export type { ListFileFormat, LoadedList } from './lists/list-report.ts'
export { detectFormat, loadList } from './lists/load-list.ts'
export { type CsvEnd, type CsvRow, parseCsv } from './lists/parse-csv.ts'
export { xmlMalformed } from './lists/read-xml-records.ts'
export * from './media/index.ts'
export { cleanName } from './names/clean-name.ts'
export { normaliseName } from './names/normalise-name.ts'
export { checkIdentity, type IdentityFault } from './score/read-identity.ts'
export {
  Screener,
  type ScreenerOptions,
  type ScreenerStats,
  type ScreenOptions,
  type SharedIndex,
} from './screener/screener.ts'
