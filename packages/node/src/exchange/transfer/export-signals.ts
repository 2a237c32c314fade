import type { Purpose, Signal, SignalAct, TransferFormat } from '@entente/contracts'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { AccessIntent, AccessStore, Tx } from '../../safeguards/access/access-store.ts'
import { readPeople } from '../../safeguards/access/grants.ts'
import { signalAccessSql } from '../../safeguards/access/signal-access/index.ts'
import type { NodeKey } from '../../safeguards/keys/index.ts'
import { signalToEvent } from '../misp/signal-to-event.ts'
import { signedForRelease } from '../signals/sign-for-release.ts'
import { openSignal, type SignalRow } from '../signals/stored/signal-row.ts'
import { agreementStatements } from '../stix/agreement-statements.ts'
import { extensionDefinitions, markingDefinitions, memberIdentity } from '../stix/definitions.ts'
import { signalToStix } from '../stix/signal-to-stix.ts'

export interface ExportDeps {
  own: string
  key: NodeKey
  format: TransferFormat
  /** The intended recipient; null for a file without one. */
  to: string | null
}
const atOnce = 500
const intent: AccessIntent = { action: 'signal.export', type: 'signal.export', decision: 'allow' }

/**
 * Exports all signals that may be exported, one JSON value per line. The values are STIX objects with their definitions
 * first, MISP events as `{Event}`, or signals. The last line is `{end}`. It has the number of signals written, the
 * number of signals that may be listed but not exported, and whether one person uses this node alone. Own withdrawn signals are exported as withdrawn until they are
 * erased. Each page is one transaction with its own log entry.
 */
export async function* exportSignals(access: AccessStore, deps: ExportDeps): AsyncGenerator<string> {
  const owners = new Set<string>([deps.own])
  if (deps.format === 'stix')
    yield* (
      await access.transaction({ ...intent, details: { what: 'definitions' } }, (tx) => definitions(tx, deps))
    ).map(lineOf)
  let written = 0
  for (let after: string | null = ''; after !== null; ) {
    const from: string = after
    const page = await access.transaction({ ...intent, details: { format: deps.format } }, (tx) =>
      readPage(tx, deps, from),
    )
    for (const signal of page.signals) {
      if (deps.format === 'stix' && !owners.has(signal.owner)) yield lineOf(memberIdentity(signal.owner))
      owners.add(signal.owner)
      for (const value of shapes[deps.format](signal)) yield lineOf(value)
      written += 1
    }
    after = page.next
  }
  const end = await access.transaction({ ...intent, details: { what: 'withheld counted' } }, async (tx) => ({
    ...{ withheld: await countWithheld(tx, deps), people: await readPeople(tx.db) },
  }))
  yield lineOf({ end: { written, ...end } })
}

const lineOf = (value: unknown): string => `${JSON.stringify(value)}\n`
const shapes: Record<TransferFormat, (signal: Signal) => unknown[]> = {
  stix: signalToStix,
  misp: (signal) => [{ Event: signalToEvent(signal) }],
  entente: (signal) => [signal],
}

/** Builds the access decision for all exported signals as an SQL condition. */
function allowed(tx: Tx, action: SignalAct, destination: string | null = null): RawBuilder<SqlBool> {
  const { member, role } = tx.actor
  return signalAccessSql({ member, role, action, purpose: tx.purpose as Purpose | null, now: tx.now, destination })
}
/**
 * Builds an SQL condition for own withdrawn signals that were shared. If a recipient is given, they must have been
 * shared with it.
 */
const withdrawnHere = (tx: Tx, to: string | null): RawBuilder<SqlBool> =>
  sql<SqlBool>`(owner = ${tx.actor.member} and status = 'withdrawn' and delete_at > ${tx.now} and ${tx.purpose ?? ''}::text = any(purposes)
    and exists (select from agreement a where a.id::text = any(signal.agreements) and (${to}::text is null or ${to}::text = any(a.receivers)))
    and (${to}::text is null or recipients && array['*', ${to}::text]))`

async function readPage(tx: Tx, deps: ExportDeps, after: string): Promise<{ signals: Signal[]; next: string | null }> {
  const { rows } = await sql<SignalRow>`
    select * from signal where (${allowed(tx, 'export', deps.to)} or ${withdrawnHere(tx, deps.to)}) and ${after === '' ? sql`true` : sql`id > ${after}::uuid`}
    order by id limit ${atOnce}`.execute(tx.db)
  if (rows.length === 0) tx.leavesNoEntry()
  const signals = rows.flatMap((row) => signedForRelease(openSignal(tx, row), deps.own, deps.key) ?? [])
  return { signals, next: rows.length < atOnce ? null : (rows.at(-1)?.id ?? null) }
}

async function countWithheld(tx: Tx, deps: ExportDeps): Promise<number> {
  const { rows } = await sql<{ n: string }>`
    select count(*) as n from signal where ${allowed(tx, 'list')} and not ${allowed(tx, 'export', deps.to)} and status <> 'withdrawn'`.execute(
    tx.db,
  )
  tx.leavesNoEntry()
  return Number(rows[0]?.n ?? 0)
}

async function definitions(tx: Tx, deps: ExportDeps) {
  tx.leavesNoEntry()
  return [
    ...extensionDefinitions,
    ...markingDefinitions,
    ...(await agreementStatements(tx, { to: deps.to })),
    memberIdentity(deps.own),
  ]
}
