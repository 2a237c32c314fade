import type { CargoTableKind } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { Action } from '../../../safeguards/access/roles.ts'

/** A supervisor sets how much can be inspected, and another one approves it. */
export const writeAction = (kind: CargoTableKind): Action => (kind === 'capacity' ? 'capacity.write' : 'table.write')
export const approveAction = (kind: CargoTableKind): Action =>
  kind === 'capacity' ? 'capacity.write' : 'table.approve'

/** Tests whether the actor belongs to the team of goods. A signal officer and oversight belong to no team. */
export const isOfTeam = ({ actor }: Pick<Tx, 'actor'>): boolean =>
  actor.role === 'signal-officer' || actor.role === 'oversight' || actor.teams.includes('cargo')

/** Throws `refused` if the actor belongs to other teams only. */
export function checkTeam(tx: Pick<Tx, 'actor'>): void {
  if (!isOfTeam(tx)) throw fail('refused', { detail: 'Only people of the team cargo do this.' })
}
