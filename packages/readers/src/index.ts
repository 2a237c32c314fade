export { type FindingCode, severities } from './findings/severities.ts'
export { type Given, LARGEST_INPUT, readTravel } from './read-travel.ts'
