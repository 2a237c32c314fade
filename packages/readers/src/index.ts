export { type FindingCode, severities } from './findings/severities.ts'
export type { Given } from './given.ts'
export { LARGEST_INPUT, readTravel } from './read-travel.ts'
