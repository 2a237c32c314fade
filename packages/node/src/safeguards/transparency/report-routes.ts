import { randomUUID } from 'node:crypto'
import { TransparencyReport } from '@entente/contracts'
import { z } from 'zod'
import { fail } from '../../errors.ts'
import type { CoreDeps } from '../access/core-deps.ts'
import { type App, accessOf } from '../access/http.ts'
import { readAttributes } from '../access/system.ts'
import type { RunningLog } from '../log/run-log.ts'
import { makeReport, readReports } from './make-report.ts'

const Year = z.object({ year: z.coerce.number().int().min(2000).max(9999) })
const Reports = z.object({ items: z.array(TransparencyReport) })

/** Registers the transparency report: oversight reads and publishes it, and anybody reads what was published. */
export function reportRoutes(
  app: App,
  deps: Pick<CoreDeps, 'store' | 'member'> & { auditLog: Pick<RunningLog, 'head'> },
): void {
  app.get(
    '/v1/reports/transparency',
    {
      schema: {
        summary: 'Make the transparency report of a year',
        description:
          'Counts the entries of the signed log by act, purpose, agreement, decision and month. Figures from 1 to 4 are `<5`, and others that would reveal them are `sup`. Months that are not over are left out. Without a year, it is the present one.',
        errors: ['body-invalid'],
        querystring: Year.partial(),
        response: { 200: TransparencyReport },
      },
    },
    (request) =>
      accessOf(deps, request).transaction(
        {
          ...{ action: 'oversight.read', type: 'oversight.read', decision: 'allow', impersonal: true },
          details: { what: 'transparency report', year: request.query.year ?? null },
        },
        (tx) =>
          makeReport(tx.db, deps.auditLog.head(), {
            ...{ year: request.query.year ?? tx.now.getUTCFullYear(), now: tx.now },
          }),
      ),
  )
  app.post(
    '/v1/oversight/reports',
    {
      schema: {
        summary: 'Publish the transparency report of a year',
        description: 'A published report stays. A later one of the same year hides what it hid.',
        errors: ['body-invalid', 'report-empty'],
        body: z.strictObject({ year: z.int().min(2000).max(9999) }),
        response: { 201: TransparencyReport },
      },
    },
    async (request, reply) => {
      const { year } = request.body
      const id = randomUUID()
      const intent = { action: 'report.publish', type: 'report.made', ref: `report:${id}`, impersonal: true } as const
      const report = await accessOf(deps, request).transaction({ ...intent, details: { year } }, async (tx) => {
        const made = await makeReport(tx.db, deps.auditLog.head(), { year, now: tx.now })
        if (made.tables.every(({ columns }) => columns.length === 0)) throw fail('report-empty')
        await tx.db
          .insertInto('transparency_report')
          .values({
            ...{ id, year, made_at: tx.now, made_by: tx.actor.person },
            ...{ log_size: made.logSize, report: JSON.stringify(made) },
          })
          .execute()
        return made
      })
      return reply.code(201).send(report)
    },
  )
  app.get(
    '/public/v1/reports/transparency',
    {
      config: { open: true },
      schema: {
        summary: 'Read the published transparency reports of a year, the newest first',
        description: 'For anyone, without a key.',
        querystring: Year,
        response: { 200: Reports },
      },
    },
    async (request, reply) => {
      const items = await readAttributes(deps, (db) => readReports(db, request.query.year))
      return reply.header('cache-control', 'public, max-age=60').send({ items })
    },
  )
}
