import type { FindingCode } from '../../findings/severities.ts'

/** The codes of findings that the filer must correct. A finding may state otherwise. */
export const rejectedCodes: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'AWB_CHECK_DIGIT',
  'DESCRIPTION_MISSING',
  'PARTY_INCOMPLETE',
  'UN_MALFORMED',
  'HS_MALFORMED',
])
