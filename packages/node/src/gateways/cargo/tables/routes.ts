import {
  CargoTable,
  CargoTableDraft,
  CargoTableKind,
  CargoTableList,
  CargoTableQuery,
  CargoTableTerms,
  CargoTableWritten,
  HsTextList,
  HsTextQuery,
} from '@entente/contracts'
import { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { AccessIntent, Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../../safeguards/access/http.ts'
import { addVersion } from './add-version.ts'
import { approveVersion } from './approve-version.ts'
import { readHsTexts } from './read-hs-texts.ts'
import { readCsvRows, readJsonRows } from './read-rows.ts'
import { listTables, readTable } from './read-table.ts'
import { approveAction, checkTeam, writeAction } from './table-actions.ts'

const Kind = z.object({ kind: CargoTableKind })
const Version = z.object({ kind: CargoTableKind, version: z.coerce.number().int().min(1) })
/** UN/LOCODE with coordinates has 7 MB. */
const largestTable = 16 * 1024 * 1024
// Tables hold no personal data, so no purpose is needed.
const reading = { action: 'table.read', type: 'oversight.read', decision: 'allow', impersonal: true } as const
const writing = (kind: CargoTableKind): AccessIntent => ({
  action: writeAction(kind),
  type: kind === 'capacity' ? 'capacity.change' : 'table.write',
  impersonal: true,
})
const approving = (kind: CargoTableKind): AccessIntent => ({
  action: approveAction(kind),
  type: kind === 'capacity' ? 'capacity.change' : 'table.approve',
  impersonal: true,
})

/** Routes of tables: list, read, add a version, approve it. */
export function tableRoutes(app: App, deps: Pick<CoreDeps, 'store'>): void {
  const read = <T>(request: Parameters<typeof accessOf>[1], work: (tx: Tx) => Promise<T>) =>
    accessOf(deps, request).transaction(reading, (tx) => {
      tx.leavesNoEntry()
      checkTeam(tx)
      return work(tx)
    })
  app.get(
    '/v1/cargo/tables',
    { schema: { summary: 'List the tables of cargo', response: { 200: CargoTableList } } },
    (request) => read(request, listTables),
  )
  app.get(
    '/v1/cargo/hs-texts',
    {
      schema: {
        summary: 'Read the texts of codes of the Harmonized System',
        description: 'By the table `hs` in force. A code of a nation has the text of its subheading.',
        querystring: HsTextQuery,
        response: { 200: HsTextList },
      },
    },
    (request) => read(request, (tx) => readHsTexts(tx, [...new Set(request.query.codes?.split(','))])),
  )
  app.get(
    '/v1/cargo/tables/:kind',
    {
      schema: {
        summary: 'Read a table with its versions',
        description:
          'The version in force, all versions, and one version with its rows and its difference to the approved version before it.',
        params: Kind,
        querystring: CargoTableQuery,
        response: { 200: CargoTable },
      },
    },
    (request) => read(request, (tx) => readTable(tx, request.params.kind, request.query)),
  )
  app.post(
    '/v1/cargo/tables/:kind',
    {
      bodyLimit: largestTable,
      schema: {
        summary: 'Add a version of a table',
        description:
          'A whole table, as JSON with its terms, or as CSV with the terms in the query. It counts once a supervisor who is not its author approved it. `table-invalid` lists every value that cannot be used, at most 1,000, with line and column.',
        consumes: ['application/json', 'text/csv'],
        params: Kind,
        querystring: CargoTableTerms.partial(),
        examples: { body: { source: 'Order 12', sourceDate: '2026-11-01', rows: [] } },
        described: { body: CargoTableDraft },
        errors: ['draw-day-over', 'empty-body', 'table-invalid', 'table-state'],
        response: { 201: CargoTableWritten },
      },
    },
    async (request, reply) => {
      const { kind } = request.params
      const access = accessOf(deps, request)
      // The body of a person who may not write tables is not read.
      await access.transaction(writing(kind), async (tx) => {
        tx.leavesNoEntry()
        checkTeam(tx)
      })
      const { terms, rows } = await readBody(kind, request.body, request.query)
      const written = await access.transaction(writing(kind), (tx) => addVersion(tx, kind, terms, rows))
      return reply.code(201).send(written)
    },
  )
  app.post(
    '/v1/cargo/tables/:kind/versions/:version/approve',
    {
      schema: {
        summary: 'Approve a version of a table',
        description: 'By a supervisor who is not its author. A capacity is approved by a second supervisor.',
        params: Version,
        errors: ['draw-day-over', 'same-person', 'table-invalid', 'table-state'],
        response: { 200: CargoTable },
      },
    },
    (request) => {
      const { kind, version } = request.params
      return accessOf(deps, request).transaction(approving(kind), async (tx) => {
        checkTeam(tx)
        await approveVersion(tx, kind, version)
        return readTable(tx, kind, { version })
      })
    },
  )
}

async function readBody(kind: CargoTableKind, body: unknown, query: unknown) {
  if (body instanceof Uint8Array) {
    if (body.length === 0) throw fail('empty-body')
    return { terms: parse(CargoTableTerms, query), rows: await readCsvRows(kind, body) }
  }
  if (body === undefined || body === null) throw fail('empty-body')
  const { rows, ...terms } = parse(CargoTableDraft, body)
  return { terms, rows: await readJsonRows(kind, rows) }
}

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw fail('body-invalid', {
    errors: parsed.error.issues.map(({ code, path, message }) => ({
      ...{ code: String(code), at: `/${path.map(String).join('/')}`, message },
    })),
  })
}
