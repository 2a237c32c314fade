export { toAscii } from './answers/encode.ts'
export { type CusresReading, readCusres } from './answers/read-cusres.ts'
export { type RequestEnvelope, readRequestEnvelope } from './answers/read-request-envelope.ts'
export { type AckresOptions, writeAckres } from './answers/write-ackres.ts'
export { type CusresAnswer, type CusresOptions, writeCusres } from './answers/write-cusres.ts'
export { type GovreqOptions, type GovreqRequest, writeGovreq } from './answers/write-govreq.ts'
export { type AssembledParts, assembleParts, partIncomplete } from './assemble-parts.ts'
export { type FindingCode, severities } from './findings/severities.ts'
export { mutateMessage, type Random, seededRandom } from './fuzz/mutate.ts'
export type { Given } from './given.ts'
export { type ListedSegment, listSegments, segmentWindow } from './list-segments.ts'
export type { Message, PushHead } from './message-sink.ts'
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
export { type SensitiveCategory, sensitiveSentences, sensitiveService } from './sensitive/categorise.ts'
export { type SensitiveRange, sensitiveRanges } from './sensitive/sensitive-ranges.ts'
export { readPnrgovXml } from './xml/read-xml.ts'
