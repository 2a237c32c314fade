import type { AuditLog } from '../../audit/audit-log.ts'
import type { Database } from '../access-store.ts'
import { announceToOversight } from '../announce-to-oversight.ts'
import { readPeople } from '../grants.ts'
import { systemActor } from '../system.ts'
import { readFounding } from './founding.ts'

const name = 'origins'

/**
 * Compares the addresses of the desk with those of the last start, and stores them; the log has each change, and the first ones. The operator sets them on the machine, so no quorum
 * can stop a change; oversight gets the alarm `origin-changed` and the log an entry. A passkey works at its own address only, and a page at
 * another address could ask people for passwords and codes. Before the end of founding and on a node of one person nothing is raised.
 */
export async function noteOrigins(
  deps: { db: Database; audit: AuditLog; member: { id: string }; clock: () => Date },
  origins: readonly string[],
): Promise<void> {
  const { db, audit, member } = deps
  const value = origins.join(' ')
  const now = deps.clock()
  await db.transaction().execute(async (tx) => {
    // The log says from when on an address counted: signed acts are verified with that of their time.
    const logged = await replaceKnown(tx, 'origins-logged', value)
    const before = await replaceKnown(tx, name, value)
    if ((logged ?? '') !== value) {
      const details = { what: 'addresses of the desk', from: before ?? null, to: value, at: now.toISOString() }
      await audit.append(tx, { type: 'config.change', decision: 'done', details }, systemActor(member.id), null)
    }
    if (before === undefined || before === value) return
    const isTrial = (await readFounding(tx, now)).over === null || (await readPeople(tx)) === 'single-operator'
    if (!isTrial) await announceToOversight(tx, 'origin-changed', 'settings:origins', now)
  })
}

/** Stores a setting. Returns that of the last start; undefined at the first start. */
async function replaceKnown(tx: Database, name: string, value: string): Promise<string | undefined> {
  const known = await tx.selectFrom('known_setting').select('value').where('name', '=', name).executeTakeFirst()
  if (known?.value === value) return value
  await tx
    .insertInto('known_setting')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
  return known?.value
}
