import { DisparityMeasure, DisparityReport, DisparityReports, groupAttributes, Month } from '@entente/contracts'
import { z } from 'zod'
import { fail } from '../../errors.ts'
import type { AccessIntent, Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../safeguards/access/http.ts'
import { evaluatedFrom } from './period.ts'

const Query = z.strictObject({
  from: Month.optional(),
  to: Month.optional(),
  measure: DisparityMeasure.optional(),
  attribute: z.string().max(100).optional(),
})
/** Months that one request reads at most, the newest first. */
const most = 60

/** Registers the rates of groups of people. Only months that are closed are read, as they were evaluated. */
export function disparityRoutes(app: App, deps: Pick<CoreDeps, 'store'>): void {
  app.get(
    '/v1/disparity',
    {
      schema: {
        summary: 'Compare how often groups of people get hits, and mistaken ones',
        description:
          'One report for each closed month, source, measure and attribute, the newest month first. A month never changes after it was evaluated. Counts from 1 to 4 are `<5`, and others that would reveal them `sup`; then the ratio is null. Without `from` and `to`: the newest closed month of each gateway.',
        errors: ['attribute-forbidden', 'body-invalid'],
        querystring: Query,
        response: { 200: DisparityReports },
      },
    },
    (request) => {
      const { query } = request
      const attribute = groupAttributes.find((one) => one === query.attribute)
      if (query.attribute !== undefined && attribute === undefined)
        throw fail('attribute-forbidden', {
          at: '/attribute',
          detail: `Groups are formed only by ${groupAttributes.join(', ')}.`,
        })
      if (query.from !== undefined && query.to !== undefined && query.from > query.to)
        throw fail('body-invalid', { at: '/from', detail: 'The first month is after the last one.' })
      const intent: AccessIntent = {
        ...{ action: 'rates.read', type: 'oversight.read', decision: 'allow', impersonal: true },
        details: { what: 'disparity', from: query.from ?? null, to: query.to ?? null },
      }
      return accessOf(deps, request).transaction(intent, (tx) => readDisparity(tx, query))
    },
  )
}

async function readDisparity(tx: Tx, asked: z.infer<typeof Query>): Promise<DisparityReports> {
  const isNewest = asked.from === undefined && asked.to === undefined
  let rows = tx.db.selectFrom('disparity_report').select('reports').orderBy('period', 'desc').orderBy('gateway')
  if (asked.from !== undefined) rows = rows.where('period', '>=', asked.from)
  if (asked.to !== undefined) rows = rows.where('period', '<=', asked.to)
  if (isNewest) rows = rows.distinctOn('gateway').clearOrderBy().orderBy('gateway').orderBy('period', 'desc')
  const stored = await rows.limit(most).execute()
  const periods = await tx.db
    .selectFrom('disparity_period')
    .select(['gateway', 'period', 'closed_at'])
    .orderBy('period', 'desc')
    .orderBy('gateway')
    .limit(most)
    .execute()
  const months = (isClosed: boolean) =>
    periods
      .filter(({ closed_at }) => (closed_at !== null) === isClosed)
      .map(({ gateway, period }) => ({ gateway: gateway as DisparityReport['gateway'], period }))
  return {
    items: stored
      .flatMap(({ reports }) => z.array(DisparityReport).parse(reports))
      .filter(({ measure }) => asked.measure === undefined || measure === asked.measure)
      .filter(({ attribute }) => asked.attribute === undefined || attribute === asked.attribute),
    closed: months(true),
    open: months(false).map((one) => ({ ...one, evaluatedFrom: evaluatedFrom(one.period).toISOString() })),
  }
}
