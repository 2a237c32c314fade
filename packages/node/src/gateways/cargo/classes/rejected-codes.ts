import type { FiledContent } from './content-classes.ts'

type Found = Pick<FiledContent, 'findings' | 'rejected'>

/**
 * Returns the codes of findings that the filer must correct and that are not among the kept findings of the filing. A file keeps
 * at most 100 findings of a code.
 */
export function unlistedRejects({ findings, rejected = [] }: Found): string[] {
  const listed = new Set(findings.filter(({ reject }) => reject).map(({ code }) => code))
  return rejected.filter((code) => !listed.has(code))
}

/** Tests whether the filer must correct something in the filing. */
export const isDefective = (content: Found): boolean =>
  content.findings.some(({ reject }) => reject) || unlistedRejects(content).length > 0
