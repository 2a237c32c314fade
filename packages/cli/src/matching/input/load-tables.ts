import { checkIdentity } from '@entente/matching'

/** Loads the tables of each script. Otherwise they would load with the first name in that script, during a measurement. */
export function loadTables(): void {
  const names = ['Maria', 'Иван', 'Γεώργιος', 'علي', 'דוד', '王', 'たなか', '김']
  for (const kind of ['person', 'org'] as const) checkIdentity({ kind, names, nationalities: ['France'] })
}
