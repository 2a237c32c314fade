import type { Purpose } from '@entente/contracts'
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { regimes } from '../../safeguards/retention/regimes.ts'
import type { Schema } from '../../store/schema.ts'

type CaseExpression = ExpressionBuilder<Schema, 'case_file'>
type Reader = Pick<Tx, 'actor' | 'purpose' | 'now'>

/** Returns the SQL condition for cases that are not deleted and may be read for the stated purpose, by somebody. */
export function casesOfPurpose(tx: Reader): (eb: CaseExpression) => Expression<SqlBool> {
  const { actor, purpose, now } = tx
  return (eb) => {
    const all = actor.role === 'oversight' && purpose === 'human-rights-review'
    const conditions: Expression<SqlBool>[] = [eb('case_file.delete_at', '>', now)]
    if (!all)
      conditions.push(
        eb('case_file.regime', 'in', regimesFor(purpose)),
        sql<SqlBool>`${purpose ?? ''} = any(case_file.purposes)`,
      )
    return eb.and(conditions)
  }
}

/**
 * Returns the SQL condition for cases that this actor may read for the stated purpose: the same clauses as the access decision, which is
 * checked again when a row is opened.
 */
export function visibleCases(tx: Reader): (eb: CaseExpression) => Expression<SqlBool> {
  const { actor } = tx
  return (eb) => {
    const conditions: Expression<SqlBool>[] = [casesOfPurpose(tx)(eb)]
    if (actor.role !== 'oversight')
      conditions.push(eb('case_file.team', 'in', actor.teams.length > 0 ? actor.teams : ['']))
    if (actor.role === 'analyst') {
      conditions.push(eb.or([eb('case_file.assigned_to', 'is', null), eb('case_file.assigned_to', '=', actor.person)]))
    }
    return eb.and(conditions)
  }
}

export function regimesFor(purpose: Purpose | null): string[] {
  const found = Object.values(regimes).filter((regime) => purpose !== null && regime.purposes.includes(purpose))
  return found.length > 0 ? found.map((regime) => regime.id) : ['']
}
