import type { Role, SignalAct } from '@entente/contracts'
import { type Kysely, type Selectable, sql } from 'kysely'
import type { Schema, SignalTable } from '../../../store/schema.ts'
import type { AgreementAttributes, SignalAccessInput, SignalAttributes, Standing } from './attributes.ts'

export type SignalAttributeRow = Omit<Selectable<SignalTable>, 'a' | 'b' | 'value_key' | 'list_id' | 'list_entry'>

/** What decides of a signal, from its row. */
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
  }
}
const timeOf = (at: Date | null): number | null => (at === null ? null : at.getTime())

/** Agreements by their ids, each at the version that is in force, else its newest. What is no id of an agreement here is left out. */
export async function readAgreementAttributes(
  db: Kysely<Schema>,
  ids: readonly string[],
  now: Date,
): Promise<Map<string, AgreementAttributes>> {
  if (ids.length === 0) return new Map()
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
      sql<string[]>`array(select t.member from transfer_sign_off t where t.agreement_id = a.id)`.as('signed_off'),
      sql<
        NonNullable<AgreementAttributes['parties']>
      >`(select coalesce(jsonb_agg(jsonb_build_object('member', p.member, 'country', p.country,
        'contribute', p.contribute, 'receive', p.receive) order by p.member), '[]') from agreement_party p
        where p.agreement_id = a.id and p.version = a.version)`.as('parties'),
    ])
    .where(sql<boolean>`a.id::text = any(${[...ids]}::text[])`)
    // The newest that all parties signed and that has begun, else the newest.
    .distinctOn('a.id')
    .orderBy('a.id')
    .orderBy(
      sql`coalesce(cardinality(a.members) > 0 and a.members <@ a.signed and a.valid_from <= ${now}::timestamptz, false)`,
      'desc',
    )
    .orderBy('a.version', 'desc')
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
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
        approved: null,
        signedOff: row.signed_off,
      },
    ]),
  )
}

export async function readStandings(db: Kysely<Schema>): Promise<Record<string, Standing>> {
  const rows = await db.selectFrom('member_standing').select(['member', 'state']).execute()
  return Object.fromEntries(rows.map(({ member, state }) => [member, state]))
}

/** Says how a member stands, from now on: of one's own member at the first start, of others as they join, are suspended or removed. */
export async function setStanding(db: Kysely<Schema>, member: string, state: Standing, now: Date): Promise<void> {
  await db
    .insertInto('member_standing')
    .values({ member, state, since: now })
    .onConflict((c) =>
      c.column('member').doUpdateSet({ state, since: now }).where('member_standing.state', '<>', state),
    )
    .execute()
}

/** What is asked of signals: who, for what, and to whom it is to go. */
export interface SignalAccessAsk {
  actor: { member: string; role: Role }
  action: SignalAct
  purpose: SignalAccessInput['purpose']
  now: Date
  destination?: string | null
  quota?: number | null
}

/** The input of the decision about each of these signals, in their order, from what the database holds now. */
export async function loadSignalAccess(
  db: Kysely<Schema>,
  rows: readonly SignalAttributeRow[],
  ask: SignalAccessAsk,
): Promise<SignalAccessInput[]> {
  const named = [...new Set(rows.flatMap((row) => row.agreements ?? []))]
  const agreements = await readAgreementAttributes(db, named, ask.now)
  const standings = await readStandings(db)
  const destination = ask.destination ?? null
  const approvals =
    destination === null || agreements.size === 0
      ? []
      : await db
          .selectFrom('onward_approval')
          .select(['signal_id', 'agreement_id'])
          .where('destination', '=', destination)
          .where('signal_id', 'in', [...new Set(rows.map((row) => row.id)), nobody])
          .execute()
  const approved = new Set(approvals.map((one) => `${one.signal_id} ${one.agreement_id}`))
  return rows.map((row) => ({
    actor: ask.actor,
    action: ask.action,
    purpose: ask.purpose,
    now: ask.now.getTime(),
    signal: attributesOf(row),
    agreements: (row.agreements ?? []).flatMap((id) => {
      const agreement = agreements.get(id)
      if (agreement === undefined) return []
      const is = destination !== null && approved.has(`${row.id} ${id}`)
      return { ...agreement, approved: is && destination !== null ? [destination] : [] }
    }),
    standings,
    destination,
    quota: ask.quota ?? null,
  }))
}
const nobody = '00000000-0000-0000-0000-000000000000'
