export type Who = 'analyst' | 'supervisor' | 'officer' | 'oversight' | 'administrator' | 'sender'
export const everyone: readonly Who[] = ['analyst', 'supervisor', 'officer', 'oversight', 'administrator', 'sender']
export interface Rule {
  /** Roles by letter: a analyst, s supervisor, o signal officer, v oversight, d administrator, c a carrier's key. */
  may: string
  /** No personal data: no purpose is required. */
  impersonal?: true
  /** The purpose that people state, if it is not border control. */
  purpose?: 'content-safety' | 'customs-security'
  body?: unknown
}
export const letters: Record<Who, string> = {
  analyst: 'a',
  supervisor: 's',
  officer: 'o',
  oversight: 'v',
  administrator: 'd',
  sender: 'c',
}
export const later = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
