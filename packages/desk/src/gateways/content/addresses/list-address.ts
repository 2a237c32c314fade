import { paths } from './paths.ts'

let search: Record<string, string | undefined> = {}

/** Remembers the last view and filters of the list of uploads, in memory, so that links can lead back to it. */
export function rememberListing(next: Record<string, string | undefined>): void {
  search = next
}
/** Returns the address of the list of uploads as it was last shown, with this case selected. */
export const backToUploads = (caseId: string): string => paths.content({ ...search, sel: caseId })
