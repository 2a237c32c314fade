import type { Role, SignalAct } from '@entente/contracts'
import { type Kysely, type Selectable, sql } from 'kysely'
import { fail } from '../../../errors.ts'
import type { Schema, SignalTable } from '../../../store/schema.ts'
import type { Tx } from '../access-store.ts'
import { refusal } from '../decide-access.ts'
import type { AgreementAttributes, SignalAccessInput, SignalAttributes, Standing } from './attributes.ts'
import { isTime } from './clause.ts'
import { judgeSignal, mayKnowOf } from './decide.ts'

export type SignalAttributeRow = Pick<Selectable<SignalTable>, (typeof attributeColumns)[number]>

/** Returns the attributes that decide access, from a signal's row. */
export function attributesOf(row: SignalAttributeRow): SignalAttributes {
  return {
    id: row.id,
    version: row.version,
    owner: row.owner,
    kind: row.kind,
    status: row.status,
    purposes: row.purposes,
    agreements: row.agreements,
    recipients: row.recipients,
    tlp: row.tlp,
    pap: row.pap,
    minor: row.minor,
    validFrom: timeOf(row.valid_from),
    validUntil: timeOf(row.valid_until),
    retainUntil: timeOf(row.delete_at),
    basisStated: row.basis_stated,
    basisUntil: timeOf(row.basis_until),
    necessityStated: row.necessity_stated,
    lastVerifiedAt: timeOf(row.last_verified_at),
    receivedAt: timeOf(row.received_at),
    released: row.received === true || (row.released_version !== null && row.released_version === row.version),
    falsePositive: row.false_positive,
  }
}
const timeOf = (at: Date | null): number | null => (at === null ? null : at.getTime())

/** The columns of `signal` that decide access. */
export const attributeColumns = [
  ...(['id', 'version', 'owner', 'kind', 'status', 'purposes', 'agreements', 'recipients', 'tlp', 'pap'] as const),
  ...(['minor', 'valid_from', 'valid_until', 'delete_at', 'basis_stated', 'basis_until'] as const),
  ...([
    'necessity_stated',
    'last_verified_at',
    'received_at',
    'received',
    'released_version',
    'false_positive',
  ] as const),
] as const

/**
 * Everything besides the signals that decides access: versions of agreements, newest first, and states of members. All
 * of it is read from one snapshot of the database.
 */
export interface SignalBook {
  agreements: ReadonlyMap<string, readonly AgreementAttributes[]>
  standings: Readonly<Record<string, Standing>>
}

/** Reads all agreements, or those with these ids. Unknown ids are left out. */
export async function readSignalBook(db: Kysely<Schema>, ids: readonly string[] | null = null): Promise<SignalBook> {
  const rows = await db
    .selectFrom('agreement as a')
    .select([
      ...(['a.id', 'a.version', 'a.signed', 'a.valid_from', 'a.valid_until', 'a.review_due', 'a.kinds'] as const),
      ...(['a.purposes', 'a.max_tlp', 'a.max_pap', 'a.retention_days', 'a.onward', 'a.children'] as const),
      'a.risk_countries',
    ])
    .select([
      sql<boolean>`exists (select from agreement_suspension s where s.agreement_id = a.id and s.lifted_at is null)`.as(
        'suspended',
      ),
      sql<string[]>`array(select e.member from agreement_end e where e.agreement_id = a.id)`.as('ended'),
      sql<
        NonNullable<AgreementAttributes['signedOff']>
      >`(select coalesce(jsonb_agg(jsonb_build_object('giver', t.giver, 'destination', t.member)), '[]') from transfer_sign_off t
        where t.agreement_id = a.id and not t.ended)`.as('signed_off'),
      sql<
        NonNullable<AgreementAttributes['parties']>
      >`(select coalesce(jsonb_agg(jsonb_build_object('member', p.member, 'country', p.country,
        'contribute', p.contribute, 'receive', p.receive) order by p.member), '[]') from agreement_party p
        where p.agreement_id = a.id and p.version = a.version)`.as('parties'),
    ])
    .where(ids === null ? sql<boolean>`true` : sql<boolean>`a.id::text = any(${[...ids]}::text[])`)
    .orderBy('a.version', 'desc')
    .execute()
  const agreements = new Map<string, AgreementAttributes[]>()
  for (const row of rows) {
    const versions = agreements.get(row.id) ?? []
    agreements.set(row.id, versions)
    versions.push({
      id: row.id,
      version: row.version,
      parties: row.parties,
      signed: row.signed,
      validFrom: timeOf(row.valid_from),
      validUntil: timeOf(row.valid_until),
      ended: row.ended,
      suspended: row.suspended,
      reviewDue: timeOf(row.review_due),
      kinds: row.kinds,
      purposes: row.purposes,
      maxTlp: row.max_tlp,
      maxPap: row.max_pap,
      retentionDays: row.retention_days,
      onward: row.onward,
      children: row.children,
      riskCountries: row.risk_countries,
      approved: [],
      signedOff: row.signed_off,
    })
  }
  return { agreements, standings: await readStandings(db) }
}

/**
 * Returns the version in force: the newest version that every party signed and whose start has passed. Until then the
 * previous version stays in force.
 */
export function versionInForce(
  versions: readonly AgreementAttributes[] | undefined,
  now: number,
): AgreementAttributes | undefined {
  return versions?.find(
    ({ parties, signed, validFrom }) =>
      parties !== null &&
      parties.length > 0 &&
      parties.every(({ member }) => signed?.includes(member) === true) &&
      isTime(validFrom) &&
      validFrom <= now,
  )
}

async function readStandings(db: Kysely<Schema>): Promise<Record<string, Standing>> {
  const rows = await db.selectFrom('member_standing').select(['member', 'state']).execute()
  return Object.fromEntries(rows.map(({ member, state }) => [member, state]))
}

/** Records to which member this node belongs. That member is active, and its signatures need two of its people. */
export async function keepOwnMember(db: Kysely<Schema>, member: string, now: Date): Promise<void> {
  await db
    .updateTable('member_standing')
    .set({ own: false })
    .where('own', '=', true)
    .where('member', '<>', member)
    .execute()
  const own = { state: 'active', own: true } as const
  await db
    .insertInto('member_standing')
    .values({ member, since: now, ...own })
    .onConflict((c) => c.column('member').doUpdateSet(own))
    .execute()
}

/**
 * Records a new state of another member, from now on. It is called when the member joins, is suspended or is removed.
 */
export async function setStanding(db: Kysely<Schema>, member: string, state: Standing, now: Date): Promise<void> {
  await db
    .insertInto('member_standing')
    .values({ member, state, since: now })
    .onConflict((c) =>
      c.column('member').doUpdateSet({ state, since: now }).where('member_standing.state', '<>', state),
    )
    .execute()
}

/** A question about access to signals: the actor, the action, the purpose and the destination. */
export interface SignalAccessAsk {
  actor: { member: string; role: Role }
  action: SignalAct
  purpose: SignalAccessInput['purpose']
  now: Date
  destination?: string | null
  quota?: number | null
}

/** Reads agreements by id. Each is represented by its version in force, or else by its newest version. */
export async function readAgreementAttributes(
  db: Kysely<Schema>,
  ids: readonly string[],
  now: Date,
): Promise<Map<string, AgreementAttributes>> {
  const { agreements } = await readSignalBook(db, ids)
  return new Map(
    [...agreements.keys()].flatMap((id) => bindingOf(agreements.get(id), now.getTime()).map((one) => [id, one])),
  )
}

/**
 * Returns the version in force, or else the newest version, so that its clauses show what is missing. Returns undefined
 * for an unknown agreement.
 */
function bindingOf(versions: readonly AgreementAttributes[] | undefined, now: number): AgreementAttributes[] {
  const binding = versionInForce(versions, now) ?? versions?.[0]
  return binding === undefined ? [] : [binding]
}

/** Builds the input of the decision about one signal. */
export function inputFrom(book: SignalBook, signal: SignalAttributes, ask: SignalAccessAsk): SignalAccessInput {
  const now = ask.now.getTime()
  return {
    actor: ask.actor,
    action: ask.action,
    purpose: ask.purpose,
    now,
    signal,
    agreements: (signal.agreements ?? []).flatMap((id) => bindingOf(book.agreements.get(id), now)),
    standings: book.standings,
    destination: ask.destination ?? null,
    quota: ask.quota ?? null,
  }
}

/**
 * Builds the inputs of the decisions about these signals, in the same order, from the current database. The number of
 * queries does not depend on the number of signals.
 */
export async function loadSignalAccess(
  db: Kysely<Schema>,
  rows: readonly SignalAttributeRow[],
  ask: SignalAccessAsk,
): Promise<SignalAccessInput[]> {
  const book = await readSignalBook(db, [...new Set(rows.flatMap((row) => row.agreements ?? []))])
  const ids = [...new Set(rows.map((row) => row.id))]
  const approvals = await readApprovals(db, ids, { giver: ask.actor.member, destination: ask.destination ?? null })
  return rows.map((row) => withApprovals(inputFrom(book, attributesOf(row), ask), approvals))
}

/** Approvals for passing signals on to one destination, each under one agreement. */
export type Approvals = ReadonlySet<string>
const approvalKey = (signalId: string, agreementId: string, owner: string | null) =>
  `${signalId} ${agreementId} ${owner}`

/**
 * Reads the approvals that let one holder pass these signals on to a destination. For each signal only an approval of
 * its owner counts.
 */
export async function readApprovals(
  db: Kysely<Schema>,
  signalIds: readonly string[],
  { giver, destination }: { giver: string; destination: string | null },
): Promise<Approvals> {
  if (destination === null || signalIds.length === 0) return new Set()
  const approvals = await db
    .selectFrom('onward_approval')
    .select(['signal_id', 'agreement_id', 'approved_by'])
    .where('destination', '=', destination)
    .where('holder', '=', giver)
    .where('ended', '=', false)
    .where(sql<boolean>`signal_id = any(${[...signalIds]}::uuid[])`)
    .execute()
  return new Set(approvals.map((one) => approvalKey(one.signal_id, one.agreement_id, one.approved_by)))
}

/** Adds to the input the owner's approvals under each agreement. */
export function withApprovals(input: SignalAccessInput, approvals: Approvals): SignalAccessInput {
  const { signal, destination } = input
  if (approvals.size === 0 || destination === null) return input
  const agreements = input.agreements.map((agreement) =>
    approvals.has(approvalKey(signal.id, agreement.id, signal.owner))
      ? { ...agreement, approved: [destination] }
      : agreement,
  )
  return { ...input, agreements }
}

/**
 * Checks that the actor may perform an action on a signal for the stated purpose, and throws otherwise. An actor who
 * may know that the signal exists gets the result of every clause. For any other actor the answer is the same as for a
 * signal that does not exist, after the same database queries. Errors: `not-found`, `refused`, `role`,
 * `purpose-missing`.
 */
export async function requireSignalAccess(
  tx: Tx,
  row: SignalAttributeRow | undefined,
  action: SignalAct,
): Promise<void> {
  const { member, role } = tx.actor
  const ask = { actor: { member, role }, action, purpose: tx.purpose, now: tx.now }
  const [input] = await loadSignalAccess(tx.db, row === undefined ? [] : [row], ask)
  if (input === undefined) throw fail('not-found')
  const { allowed, clauses } = judgeSignal(input)
  if (allowed) return
  throw mayKnowOf(member, input) ? refusal(clauses) : fail('not-found')
}
