import { caseReference, PlantedFigures, PlantedResults } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../safeguards/access/http.ts'

/** Registers what becomes known about planted cases: the own results, and counts by queue. */
export function plantedRoutes(app: App, deps: Pick<CoreDeps, 'store'> & { plants: boolean }): void {
  app.get(
    '/v1/me/planted',
    {
      schema: {
        summary: 'List the planted cases that the caller judged, a day later',
        response: { 200: PlantedResults },
      },
    },
    (request) =>
      accessOf(deps, request).transaction(
        {
          action: 'planted.own',
          type: 'planted.result',
          decision: 'allow',
          impersonal: true,
          details: { what: 'own' },
        },
        readOwnResults,
      ),
  )
  app.get(
    '/v1/oversight/planted',
    {
      schema: { summary: 'Read the share of planted cases and misses by queue', response: { 200: PlantedFigures } },
    },
    (request) =>
      accessOf(deps, request).transaction(
        {
          ...{ action: 'planted.read', type: 'oversight.read', decision: 'allow', impersonal: true },
          details: { what: 'planted cases' },
        },
        (tx) => readFigures(tx, deps.plants),
      ),
  )
}

const days = 30
const afterHours = 24

/** Lists the planted cases that the actor judged, once their results are known. They contain no record. */
export async function readOwnResults(tx: Tx): Promise<PlantedResults> {
  const { rows } = await sql<{ id: string; number: string; at: Date; outcome: string; missed: boolean }>`
    select case_id as id, number, at, outcome, missed
    from planted_results(${tx.actor.person}::uuid, ${tx.now}::timestamptz)`.execute(tx.db)
  return {
    items: rows.map(({ id, number, at, outcome, missed }) => ({
      ...{ caseId: id, reference: caseReference(number), at: at.toISOString(), outcome, missed },
    })),
    afterHours,
  }
}

/** Counts the cases, the planted ones and the misses of each queue in the last thirty days. No person is named. */
export async function readFigures(tx: Tx, plants: boolean): Promise<PlantedFigures> {
  const since = new Date(tx.now.getTime() - days * 86_400_000)
  const { rows } = await sql<{ gateway: string; cases: number; planted: number; misses: number }>`
    select gateway, cases, planted, misses from planted_figures(${since}::timestamptz, ${tx.now}::timestamptz)
    where person_id is null order by gateway`.execute(tx.db)
  const shareOf = ({ cases, planted }: { cases: number; planted: number }) =>
    cases === 0 ? null : Math.round((planted / cases) * 1000) / 1000
  return { days, plants, queues: rows.map((row) => ({ ...row, share: shareOf(row) })) }
}
