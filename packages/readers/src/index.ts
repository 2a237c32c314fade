export { toAscii } from './answers/encode.ts'
export { type CusresReading, readCusres } from './answers/read-cusres.ts'
export {
  type AckresOptions,
  type GovreqOptions,
  type GovreqRequest,
  writeAckres,
  writeGovreq,
} from './answers/write-ackres.ts'
export {
  type CusresAnswer,
  type CusresOptions,
  type RequestEnvelope,
  readRequestEnvelope,
  writeCusres,
} from './answers/write-cusres.ts'
export { type AssembledParts, assembleParts, partIncomplete } from './assemble-parts.ts'
export {
  type CargoCheckLists,
  type CargoCheckTables,
  type CargoSink,
  type CargoSummary,
  createCargoCheckTables,
  createCargoReader,
  readCargo,
  recognisesCargo,
  shippedHsCodes,
  shippedVagueTerms,
} from './cargo/index.ts'
export { type FindingCode, severities } from './findings/severities.ts'
export { mutateMessage, type Random, seededRandom } from './fuzz/mutate.ts'
export { type ListedSegment, listSegments, segmentWindow } from './list-segments.ts'
export { maskedCopy } from './masked-copy.ts'
export type {
  MrzCheck,
  MrzCheckedField,
  MrzCorrection,
  MrzDate,
  MrzFormat,
  MrzReading,
} from './mrz/mrz-reading.ts'
export { readMrz } from './mrz/read-mrz.ts'
export { LARGEST_INPUT, readTravel } from './read-travel.ts'
export { type MessagesGiven, readTravelMessages } from './read-travel-messages.ts'
export type { Given } from './records/given.ts'
export type { Message, PushHead } from './records/message-sink.ts'
export {
  type SensitiveCategory,
  type SensitiveRange,
  sensitiveSentences,
  sensitiveService,
} from './sensitive/categorise.ts'
export { sensitiveRanges } from './sensitive-ranges.ts'
export { readPnrgovXml } from './xml/read-xml.ts'
