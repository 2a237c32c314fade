import { randomUUID } from 'node:crypto'
import {
  FalsePositiveFindingList,
  type FalsePositiveList,
  FalsePositiveListAnswer,
  FalsePositiveOverride,
  FalsePositiveOverrideRequest,
  NewFalsePositiveList,
  type SignalKind,
  StoredFalsePositiveList,
} from '@entente/contracts'
import { sql } from 'kysely'
import { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { AccessIntent, Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, accessOf, actorOf } from '../../../safeguards/access/http.ts'
import { signalAccessSql } from '../../../safeguards/access/signal-access/index.ts'
import type { Budget } from '../../../safeguards/governor/budget.ts'
import { openOneSignal } from '../../../safeguards/oversight/open-signal.ts'
import { enqueueAsking } from './ask-stored.ts'
import { compilePatterns, patternLimits, takeRests, tooManyPatterns } from './compile-patterns.ts'
import { type AskedList, askedNew, shippedLists } from './shipped-lists.ts'
import { askedInTurns, overrideHash } from './signal-rules.ts'
import { textsOfValue } from './texts-of-value.ts'

/** At most this many stored signals are checked against a new list. */
const mostChecked = 20_000
const mostMatches = 1000
/** The checks of one new list may take this many milliseconds; the job that follows checks every signal. */
const mostCheckingMs = 5000
/** Limits of the lists that one officer wrote last. */
const mostLists = 100
const mostEntries = 200_000

/** Registers the routes for lists of false positives, and for overrides of single values, which need two people. */
export function falsePositiveRoutes(app: App, deps: Pick<CoreDeps, 'store'> & { listWrites: Budget }): void {
  const writing = (what: string, ref: string | null = null): AccessIntent => ({
    action: 'signal.write',
    type: 'config.change',
    ref,
    details: { what },
  })
  app.get(
    '/v1/false-positives',
    {
      schema: {
        summary: 'List the lists of known placeholders',
        response: { 200: z.object({ items: z.array(StoredFalsePositiveList), next: z.null() }) },
      },
    },
    (request) => {
      const intent: AccessIntent = { action: 'list.read', type: 'config.change', decision: 'allow', impersonal: true }
      return accessOf(deps, request).transaction(intent, async (tx) => {
        const rows = await tx.db.selectFrom('false_positive_list').selectAll().orderBy('id').execute()
        const lists = [...shippedLists, ...(await askedInTurns(rows))]
        return { items: lists.map(({ list, unusable }) => ({ ...list, unusable: [...unusable] })), next: null }
      })
    },
  )
  app.post(
    '/v1/false-positives',
    {
      schema: {
        summary: 'Create or replace a list of known placeholders',
        personal: true,
        errors: ['false-positive-list-invalid', 'overloaded', 'too-many-requests'],
        body: NewFalsePositiveList,
        response: { 200: FalsePositiveListAnswer },
      },
    },
    async (request) => {
      // A list may take seconds and holds a connection of the database meanwhile, so a person writes one at a time.
      const lease = deps.listWrites.take({ caller: actorOf(request).account, known: true })
      try {
        const intent = writing('list of false positives')
        return await accessOf(deps, request).transaction(intent, (tx) => keepList(tx, request.body))
      } finally {
        lease.release()
      }
    },
  )
  // A finding reveals the number in the list entry, so reading it requires permission to read signals.
  app.get(
    '/v1/false-positives/findings',
    {
      schema: {
        summary: 'List stored signals that such a list blocks',
        personal: true,
        response: { 200: FalsePositiveFindingList },
      },
    },
    (request) => {
      const intent: AccessIntent = {
        action: 'signal.read',
        type: 'signal.read',
        decision: 'allow',
        details: { what: 'false positives' },
      }
      return accessOf(deps, request).transaction(intent, async (tx) => ({ items: await readFindings(tx), next: null }))
    },
  )
  app.post(
    '/v1/false-positives/overrides',
    {
      schema: {
        summary: 'Ask to allow one value of such a list',
        personal: true,
        errors: ['not-found', 'proposal-open'],
        body: FalsePositiveOverrideRequest,
        response: { 201: FalsePositiveOverride },
      },
    },
    async (request, reply) => {
      const intent = writing('false positive let through: asked')
      const made = await accessOf(deps, request).transaction(intent, (tx) => askOverride(tx, request.body))
      return reply.code(201).send(made)
    },
  )
  app.post(
    '/v1/false-positives/overrides/:id/agree',
    {
      schema: {
        summary: 'Allow a value as the second person',
        errors: ['same-person'],
        params: z.object({ id: z.uuid() }),
        response: { 200: FalsePositiveOverride },
      },
    },
    (request) => {
      const intent: AccessIntent = {
        action: 'agreement.consent',
        type: 'config.change',
        impersonal: true,
        details: { what: 'false positive let through: agreed' },
      }
      return accessOf(deps, request).transaction(intent, (tx) => agreeOverride(tx, request.params.id))
    },
  )
}

/**
 * Lists stored signals that lists block and that the reader may read, earliest finding first. Returns at most 1,000.
 */
async function readFindings(tx: Tx): Promise<z.infer<typeof FalsePositiveFindingList>['items']> {
  const { member, role } = tx.actor
  const rows = await tx.db
    .selectFrom('false_positive_finding as f')
    .innerJoin('signal as s', 's.id', 'f.signal_id')
    .select(['f.signal_id', 's.kind', 'f.list_id', 'f.list_version', 'f.entry', 'f.found_at'])
    .where('s.status', '=', 'active')
    .where(signalAccessSql({ member, role, action: 'read', purpose: tx.purpose, now: tx.now, table: 's' }))
    .orderBy('f.found_at')
    .orderBy('f.signal_id')
    .limit(mostMatches)
    .execute()
  tx.counted(new Set(rows.map((row) => row.signal_id)).size)
  return rows.map((row) => ({
    signalId: row.signal_id,
    kind: row.kind as SignalKind,
    list: row.list_id,
    listVersion: row.list_version,
    entry: row.entry,
    foundAt: row.found_at.toISOString(),
  }))
}

/**
 * Stores an operator's list, or the next version of an existing one, and returns the stored signals that match it.
 * Error: `false-positive-list-invalid`.
 */
async function keepList(tx: Tx, given: z.infer<typeof NewFalsePositiveList>): Promise<FalsePositiveListAnswer> {
  if (shippedLists.some(({ list }) => list.id === given.id))
    throw fail('false-positive-list-invalid', { at: '/id', detail: 'A list of the release has this id.' })
  const list: FalsePositiveList = { ...given, version: 1, owner: tx.actor.member, shipped: false }
  // Count first: compiling more patterns than allowed takes long.
  await refuseTooMany(tx, list)
  const ready = await readyOf(list)
  await refuseTooLarge(tx, list)
  const { id, validUntil: valid_until, ...columns } = given
  const before = await tx.db.selectFrom('false_positive_list').select('kind').where('id', '=', id).executeTakeFirst()
  const row = { ...columns, valid_until, at: tx.now, by_account: tx.actor.account }
  const { version } = await tx.db
    .insertInto('false_positive_list')
    .values({ id, owner: list.owner, ...row, version: 1 })
    .onConflict((c) =>
      c.column('id').doUpdateSet((e) => ({ ...row, version: e('false_positive_list.version', '+', 1) })),
    )
    .returning('version')
    .executeTakeFirstOrThrow()
  tx.note({ list: id, version })
  await enqueueAsking(tx, [given.kind, ...(before === undefined ? [] : [before.kind as SignalKind])])
  const met = await storedMatches(tx, ready)
  return { ...list, version, entries: given.entries.length, met }
}

const refuse = (at: string, detail: string) => fail('false-positive-list-invalid', { at, detail })
const tooLarge = `Your lists together are too large: ${tooManyPatterns}.`

/**
 * Refuses a list if its officer would then have more than 100 lists, 200,000 entries, or more patterns than one list
 * may have: every new signal is compared with all of them. Error: `false-positive-list-invalid`.
 */
async function refuseTooMany(tx: Tx, list: FalsePositiveList): Promise<void> {
  const others = await tx.db
    .selectFrom('false_positive_list')
    .select((e) => [
      e.fn.countAll<string>().as('lists'),
      sql<string>`coalesce(sum(cardinality(entries)), 0)`.as('entries'),
      sql<string>`coalesce(sum(cardinality(entries)) filter (where type = 'regex'), 0)`.as('patterns'),
    ])
    .where('by_account', '=', tx.actor.account)
    .where('id', '<>', list.id)
    .executeTakeFirstOrThrow()
  if (Number(others.lists) >= mostLists) throw refuse('/id', `You have ${mostLists} lists already.`)
  if (Number(others.entries) + list.entries.length > mostEntries)
    throw refuse('/entries', `Your lists may have ${mostEntries} entries together.`)
  if (list.type === 'regex' && Number(others.patterns) + list.entries.length > patternLimits.patterns)
    throw refuse('/entries', tooLarge)
}

/**
 * Refuses a list of patterns if the patterns of its officer would then have more instructions than those of one list may
 * have. Error: `false-positive-list-invalid`.
 */
async function refuseTooLarge(tx: Tx, list: FalsePositiveList): Promise<void> {
  if (list.type !== 'regex') return
  const stored = await tx.db
    .selectFrom('false_positive_list')
    .select('entries')
    .where('type', '=', 'regex')
    .where('by_account', '=', tx.actor.account)
    .where('id', '<>', list.id)
    .execute()
  const { unusable } = await compilePatterns([...stored.flatMap(({ entries }) => entries), ...list.entries])
  if (unusable.some(({ reason }) => reason === tooManyPatterns)) throw refuse('/entries', tooLarge)
}

async function readyOf(list: FalsePositiveList) {
  try {
    return await askedNew(list)
  } catch (error) {
    throw refuse('/entries', String((error as Error).message))
  }
}

/** Finds own signals that a list matches, last changed first. Nothing else happens to them: their officers decide. */
async function storedMatches(tx: Tx, { list, matchInTurns }: AskedList) {
  const { member, role } = tx.actor
  const met: FalsePositiveListAnswer['met'] = []
  const next = takeRests()
  const begun = performance.now()
  const rows = await tx.db
    .selectFrom('signal')
    .selectAll()
    .where('owner', '=', member)
    .where('status', '=', 'active')
    .where(signalAccessSql({ member, role, action: 'read', purpose: tx.purpose, now: tx.now }))
    .orderBy('modified_at', 'desc')
    .limit(mostChecked)
    .execute()
  for (const row of rows) {
    if (performance.now() - begun > mostCheckingMs) break
    await next()
    const signal = await openOneSignal(tx, row)
    if (signal === 'unreadable' || signal?.value == null) continue
    for (const { kind, text } of textsOfValue(signal.kind, signal.value)) {
      const entry = kind === list.kind ? await matchInTurns(text, next) : null
      if (entry !== null && met.length < mostMatches) met.push({ signalId: row.id, entry })
    }
  }
  return met
}

/** Requests an override for one value. Error: `not-found` if the list does not match the value. */
async function askOverride(
  tx: Tx,
  request: z.infer<typeof FalsePositiveOverrideRequest>,
): Promise<FalsePositiveOverride> {
  const stored = await tx.db
    .selectFrom('false_positive_list')
    .selectAll()
    .where('id', '=', request.list)
    .executeTakeFirst()
  const [ready] = await askedInTurns(stored === undefined ? [] : [stored])
  const list = shippedLists.find((one) => one.list.id === request.list) ?? ready
  const entry = list && (await entryMatching(list, request.kind, request.value))
  if (list === undefined || entry == null) throw fail('not-found', { detail: 'No such list contains this value.' })
  const row = {
    id: randomUUID(),
    list_id: request.list,
    entry,
    kind: request.kind,
    ...overrideHash(tx, request.kind, request.value),
    reason: request.reason,
    asked_by: tx.actor.person,
    asked_at: tx.now,
  }
  const kept = await tx.db
    .insertInto('false_positive_override')
    .values(row)
    .onConflict((c) => c.columns(['list_id', 'kind', 'value_hash']).doNothing())
    .executeTakeFirst()
  if (kept.numInsertedOrUpdatedRows === 0n) throw fail('proposal-open', { detail: 'This was asked before.' })
  return overrideOf({ ...row, agreed_at: null })
}

async function entryMatching({ list, matchInTurns }: AskedList, kind: SignalKind, value: Record<string, unknown>) {
  const next = takeRests()
  for (const { kind: of, text } of textsOfValue(kind, value)) {
    const entry = of === list.kind ? await matchInTurns(text, next) : null
    if (entry !== null) return entry
  }
  return null
}

/** Approves an override as the second person. Errors: `not-found`, `same-person`. */
async function agreeOverride(tx: Tx, id: string): Promise<FalsePositiveOverride> {
  const row = await tx.db
    .selectFrom('false_positive_override')
    .selectAll()
    .where('id', '=', id)
    .where('agreed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw fail('not-found')
  if (row.asked_by === tx.actor.person) throw fail('same-person')
  const agreed = { agreed_by: tx.actor.person, agreed_at: tx.now }
  await tx.db.updateTable('false_positive_override').set(agreed).where('id', '=', id).execute()
  tx.note({ list: row.list_id, entry: row.entry })
  await enqueueAsking(tx, [row.kind as SignalKind])
  return overrideOf({ ...row, agreed_at: tx.now })
}

function overrideOf(row: {
  id: string
  list_id: string
  entry: string
  kind: string
  reason: string
  asked_at: Date | string
  agreed_at: Date | null
}): FalsePositiveOverride {
  return {
    id: row.id,
    list: row.list_id,
    entry: row.entry,
    kind: row.kind as SignalKind,
    reason: row.reason,
    askedAt: new Date(row.asked_at).toISOString(),
    agreedAt: row.agreed_at?.toISOString() ?? null,
  }
}
