import { paths } from './paths.ts'

let search: Record<string, string | undefined> = {}

/** Keeps how the uploads were listed last: view and filters. In memory, for the way back. */
export function rememberListing(next: Record<string, string | undefined>): void {
  search = next
}
/** The queue of uploads as it was listed last, at this case. */
export const backToUploads = (caseId: string): string => paths.content({ ...search, sel: caseId })
