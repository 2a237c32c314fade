import { checkIdentity } from '@entente/matching'

/** Loads the tables of each script, which otherwise load with its first name, so that no measurement includes it. */
export function loadTables(): void {
  const names = ['Maria', 'Иван', 'Γεώργιος', 'علي', 'דוד', '王', 'たなか', '김']
  for (const kind of ['person', 'org'] as const) checkIdentity({ kind, names, nationalities: ['France'] })
}
