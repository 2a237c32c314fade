import type { CaseUpload } from '@entente/contracts'
import { useRead } from '../../../app/query.ts'

export const uploadPath = (caseId: string): string => `/v1/cases/${caseId}/upload`

/** The upload that a case is about. It is read once, for all parts of the page. */
export const useUpload = (caseId: string) => useRead<CaseUpload>(uploadPath(caseId), {}, { staleTime: 0 })
