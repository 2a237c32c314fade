import type { CaseUpload } from '@entente/contracts'
import { useRead } from '../../../app/query.ts'

export const uploadPath = (caseId: string): string => `/v1/cases/${caseId}/upload`

/** Reads the upload of a case. All parts of the page share one request. */
export const useUpload = (caseId: string) => useRead<CaseUpload>(uploadPath(caseId), {}, { staleTime: 0 })
