import { RestoreMark } from '@entente/contracts'
import { z } from 'zod'
import { fail } from '../../errors.ts'
import type { Tx } from '../access/access-store.ts'
import type { CoreDeps } from '../access/core-deps.ts'
import { type App, accessOf, requireSession } from '../access/http.ts'
import { readRestoreMark } from '../access/read-restore-mark.ts'

/** Registers the route on which two people end the mark of a restore without the file of the former disk. */
export function restoreRoutes(app: App, deps: Pick<CoreDeps, 'store'>): void {
  app.post(
    '/v1/restores/:id/end',
    {
      schema: {
        summary: 'End the mark of a restore; a second person is needed',
        params: z.object({ id: z.uuid() }),
        response: { 200: z.object({ restored: RestoreMark.nullable() }) },
        errors: ['same-person'],
      },
    },
    (request) => {
      requireSession(request)
      const { id } = request.params
      const details = { what: 'mark of a restore ended' }
      const intent = {
        action: 'restore.end',
        type: 'config.change',
        impersonal: true,
        ref: `restore:${id}`,
        details,
      } as const
      return accessOf(deps, request).transaction(intent, async (tx) => {
        await endMark(tx, id)
        return { restored: await readRestoreMark(tx.db) }
      })
    },
  )
}

/** The first of two people leaves the mark, the second ends it. Errors: `not-found` if it ended before, `same-person`. */
async function endMark(tx: Tx, id: string): Promise<void> {
  const marks = tx.db.selectFrom('restore_mark').selectAll().where('id', '=', id).where('second_by', 'is', null)
  const mark = await marks.forUpdate().executeTakeFirst()
  if (mark === undefined) throw fail('not-found')
  if (mark.first_by === tx.actor.person) throw fail('same-person')
  const [person, at] = [tx.actor.person, tx.now]
  await tx.db
    .updateTable('restore_mark')
    .set(mark.first_by === null ? { first_by: person, first_at: at } : { second_by: person, second_at: at })
    .where('id', '=', id)
    .execute()
}
