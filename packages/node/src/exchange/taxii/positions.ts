import { NewTaxiiPosition, TaxiiPosition, TaxiiPositionQuery } from '@entente/contracts'
import { fail } from '../../errors.ts'
import type { AccessIntent, Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../safeguards/access/http.ts'

/** The intent to read or store an import position, which contains no personal data. */
const importing: AccessIntent = { action: 'signal.write', type: 'signal.import', impersonal: true }

/**
 * Registers the routes that store how far a collection of another server was imported, for each user on that server, so
 * that the next import continues there.
 */
export function taxiiPositionRoutes(app: App, deps: Pick<CoreDeps, 'store'>): void {
  const answer = { response: { 200: TaxiiPosition } }
  app.get(
    '/v1/taxii/position',
    {
      schema: {
        summary: 'Read how far a collection of another server was imported',
        querystring: TaxiiPositionQuery.partial(),
        ...answer,
      },
    },
    (request) =>
      accessOf(deps, request).transaction({ ...importing, decision: 'allow' }, async (tx) => {
        tx.leavesNoEntry()
        // Check the permission before the schema of the query.
        const asked = TaxiiPositionQuery.safeParse(request.query)
        if (!asked.success) throw fail('body-invalid', { detail: 'State the source and the user.' })
        return readPosition(tx, asked.data)
      }),
  )
  app.put(
    '/v1/taxii/position',
    {
      schema: {
        summary: 'Record how far a collection of another server was imported',
        body: NewTaxiiPosition,
        ...answer,
      },
    },
    (request) => {
      const { source, user, addedAfter } = request.body
      const details = { what: 'a collection was taken', source, addedAfter }
      return accessOf(deps, request).transaction({ ...importing, details }, async (tx) => {
        const columns = { added_after: addedAfter, at: tx.now }
        await tx.db
          .insertInto('taxii_position')
          .values({ source, username: user, ...columns })
          .onConflict((c) => c.columns(['source', 'username']).doUpdateSet(columns))
          .execute()
        return readPosition(tx, { source, user })
      })
    },
  )
}

async function readPosition(tx: Tx, { source, user }: { source: string; user: string }): Promise<TaxiiPosition> {
  const row = await tx.db
    .selectFrom('taxii_position')
    .select(['added_after', 'at'])
    .where('source', '=', source)
    .where('username', '=', user)
    .executeTakeFirst()
  return { source, user, addedAfter: row?.added_after ?? null, at: row?.at.toISOString() ?? null }
}
