import type { Actor, Purpose } from '@entente/contracts'
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { regimes } from '../../../safeguards/retention/regimes.ts'
import type { Schema } from '../../../store/schema.ts'

/**
 * Builds the condition for the messages that an actor may see for a purpose: a list leaves out rows that would be
 * refused one by one.
 */
export function mayBeSeen(tx: Pick<Tx, 'actor' | 'purpose' | 'now'>) {
  const { actor, purpose, now } = tx
  return (e: ExpressionBuilder<Schema, 'message'>): Expression<SqlBool> => {
    const conditions: Expression<SqlBool>[] = [e('message.delete_at', '>', now)]
    if (actor.role === 'sender') conditions.push(e('message.sender_id', '=', actor.account))
    else if (!seesEveryTeam(actor))
      conditions.push(e('message.team', 'in', actor.teams.length > 0 ? actor.teams : ['']))
    // A sender sees its own messages under each of its regimes.
    if (actor.role !== 'sender' && !reviewsEverything(actor, purpose)) {
      conditions.push(e('message.regime', 'in', regimesFor(purpose)))
      conditions.push(e(e.val(purpose ?? ''), '=', e.fn.any('message.purposes')))
    }
    return e.and(conditions)
  }
}

const seesEveryTeam = (actor: Actor): boolean => actor.role === 'oversight' || actor.role === 'system'
const reviewsEverything = (actor: Actor, purpose: Purpose | null): boolean =>
  actor.role === 'oversight' && purpose === 'human-rights-review'
function regimesFor(purpose: Purpose | null): string[] {
  const usable = Object.values(regimes).filter((regime) => purpose !== null && regime.purposes.includes(purpose))
  return usable.length > 0 ? usable.map(({ id }) => id) : ['']
}
