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
export { countryCodes, countryRegion } from './countries/country-codes.ts'
export { type BirthDate, parseBirthDate, readMrzBirthDate } from './dates/parse-birth-date.ts'
export { type ArgumentCode, ArgumentError } from './errors/argument-error.ts'
export { IndexCorrupt } from './errors/index-corrupt.ts'
export { type Counted, compareShares } from './evaluate/compare-shares.ts'
export { type GroupStatus, type JudgedGroup, judgeGroup, judgeGroups } from './evaluate/judge-groups.ts'
export { mainScript } from './evaluate/main-script.ts'
export { type Measure, measure, wilsonInterval } from './evaluate/measure.ts'
export {
  type CalibrationBin,
  measurePairs,
  type PairMeasures,
  type ScoredPair,
  type Slices,
} from './evaluate/measure-pairs.ts'
export { type LabelledPair, readPair } from './evaluate/read-pair.ts'
export { readSubjects, type SubjectFault, type SubjectRow } from './evaluate/read-subjects.ts'
export { type SimulatedGroups, simulatePeriods } from './evaluate/simulate-periods.ts'
export type { BuildJob } from './hamming/build-job.ts'
export { runBuildJob } from './hamming/build-job.ts'
export { HammingIndex } from './hamming/hamming-index.ts'
export { type HammingQuery, HammingReader, type HammingReaderHandle } from './hamming/hamming-reader.ts'
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
export { editDistance } from './names/edit-distance.ts'
export { cleanName, normaliseName } from './names/normalise-name.ts'
export { readOrganisationWords } from './names/organisation-words.ts'
export { markParts, type PartMark } from './parts/mark-parts.ts'
export { type FittingRows, PartIndex, type PartLimits } from './parts/part-index.ts'
export { type PartQuery, readPartQuery } from './parts/part-query.ts'
export { partValue, partWords } from './parts/part-words.ts'
export { compare, defaultThreshold, weakThreshold } from './score/compare.ts'
export { engineVersion } from './score/engine-version.ts'
export { checkIdentity, type IdentityFault } from './score/read-identity.ts'
export {
  Screener,
  type ScreenerOptions,
  type ScreenerStats,
  type ScreenOptions,
  type SharedIndex,
} from './screener/screener.ts'
