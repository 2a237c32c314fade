import { randomUUID } from 'node:crypto'
import { Purpose, type Role, SignalAct, SignalKind } from '@entente/contracts'
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../../../store/schema.ts'
import { day, papOrder, tlpOrder } from './attributes.ts'
import type { SignalAccessAsk } from './load.ts'

export const now = new Date('2026-11-26T12:00:00.000Z')
const at = (days: number) => new Date(now.getTime() + days * day)
export const members = ['home.example', 'a.example', 'b.example', 'c.example']

/** Returns a random number generator (mulberry32) for numbers between 0 and 1. The same seed gives the same numbers. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
type Random = () => number
const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
const some = <T>(random: Random, from: readonly T[], chance = 0.5): T[] => from.filter(() => random() < chance)

const decides = [
  'signal',
  'agreement',
  'agreement_party',
  'agreement_end',
  'agreement_suspension',
  'onward_approval',
  'transfer_sign_off',
  'member_standing',
] // prettier-ignore

/**
 * Creates temporary tables that this connection uses in place of the real tables. All columns may be null, as could
 * happen after a failed migration.
 */
export async function makeWorldTables(db: Kysely<Schema>): Promise<void> {
  for (const table of decides) {
    await sql.raw(`create temporary table ${table} (like public.${table})`).execute(db)
    const columns = await sql<{ name: string }>`
      select attname as name from pg_attribute where attrelid = ${`pg_temp.${table}`}::regclass and attnum > 0 and attnotnull`.execute(
      db,
    )
    for (const { name } of columns.rows)
      await sql.raw(`alter table pg_temp.${table} alter column ${name} drop not null`).execute(db)
  }
}

/**
 * Stores a signal of `a.example` and agreements that allow nearly everything. A few attributes are changed or missing.
 */
export async function fillWorld(db: Kysely<Schema>, random: Random, signals: number): Promise<void> {
  for (const table of decides) await sql.raw(`delete from pg_temp.${table}`).execute(db)
  for (const member of members) {
    const state = random() < 0.9 ? 'active' : pick(random, ['unconfirmed', 'suspended', 'removed'] as const)
    if (random() < 0.97)
      await db
        .insertInto('member_standing')
        .values({ member, state, since: at(-9) })
        .execute()
  }
  const agreements = Array.from({ length: 4 }, () => randomUUID())
  for (const id of agreements) await fillAgreement(db, random, id)
  const rows = Array.from({ length: signals }, () => randomSignal(random, agreements))
  await db
    .insertInto('signal')
    .values(rows as never)
    .execute()
  for (const { id } of rows)
    for (const agreement_id of agreements)
      if (random() < 0.3)
        await db
          .insertInto('onward_approval')
          .values({
            signal_id: id,
            agreement_id,
            destination: pick(random, members),
            approved_by: pick(random, ['a.example', 'a.example', 'home.example']),
            holder: pick(random, ['home.example', 'home.example', 'a.example']),
            ended: random() < 0.1,
            at: now,
          })
          .execute()
}

/** Replaces a few fields of a row by other values or by null. */
function spoil(random: Random, row: Record<string, unknown>, others: Record<string, readonly unknown[]>, most: number) {
  const fields = Object.keys(others)
  for (let times = Math.floor(random() ** 2 * (most + 1)); times > 0; times -= 1) {
    const field = pick(random, fields)
    row[field] = random() < 0.25 ? null : pick(random, others[field] as unknown[])
  }
}

function randomSignal(random: Random, agreements: readonly string[]) {
  const row = {
    id: randomUUID(),
    version: 3,
    owner: random() < 0.3 ? 'home.example' : 'a.example',
    kind: 'person',
    status: 'active',
    purposes: ['border-control', 'terrorism-prevention'],
    agreements: some(random, agreements, 0.6),
    recipients: ['*'],
    tlp: pick(random, ['clear', 'green', 'amber']),
    pap: pick(random, ['clear', 'green']),
    minor: false,
    valid_from: at(-30),
    valid_until: at(60),
    delete_at: at(90),
    basis_stated: true,
    basis_until: random() < 0.5 ? null : at(40),
    necessity_stated: true,
    last_verified_at: at(-100),
    received_at: at(-20),
    received: false,
    released_version: 3,
    false_positive: false,
  }
  spoil(
    random,
    row,
    {
      owner: members,
      kind: SignalKind.options,
      status: ['withdrawn', 'expired', 'gone'],
      purposes: [[], ['content-safety'], [...Purpose.options]],
      agreements: [[], ['no such agreement'], agreements],
      recipients: [['a.example'], ['home.example', 'b.example'], [], ['*', 'b.example']],
      tlp: [...tlpOrder, 'purple'],
      pap: [...papOrder, 'purple'],
      minor: [true],
      valid_from: [now, at(1)],
      valid_until: [now, at(-1)],
      delete_at: [now, at(-1), at(345), at(346), at(400)],
      basis_stated: [false],
      basis_until: [now, at(-1), at(1)],
      necessity_stated: [false],
      last_verified_at: [at(-365), at(-364), at(-400), at(2)],
      received_at: [now, at(-19), at(-300)],
      received: [true],
      released_version: [2, 4],
      false_positive: [true],
    },
    3,
  )
  return row
}

async function fillAgreement(db: Kysely<Schema>, random: Random, id: string): Promise<void> {
  for (let version = 1; version <= (random() < 0.4 ? 2 : 1); version += 1) {
    const parties = members
      .filter(() => random() < 0.9)
      .map((member) => ({
        member,
        country: pick(random, ['NOR', 'SWE', 'UTO', null]),
        receive: random() < 0.9,
        contribute: random() < 0.9,
      }))
    const named = parties.map(({ member }) => member)
    const row = {
      id,
      version,
      members: named,
      signed: named,
      receivers: parties.filter(({ receive }) => receive).map(({ member }) => member),
      contributors: parties.filter(({ contribute }) => contribute).map(({ member }) => member),
      kinds: [...SignalKind.options],
      purposes: ['border-control', 'terrorism-prevention', 'content-safety'],
      max_tlp: 'red',
      max_pap: 'red',
      onward: pick(random, ['none', 'with-approval', 'same-terms']),
      children: random() < 0.5 ? 'allowed' : 'excluded',
      risk_countries: random() < 0.6 ? [] : ['UTO'],
      retention_days: 365,
      valid_from: at(-60),
      valid_until: at(60),
      review_due: at(10),
    }
    spoil(
      random,
      row,
      {
        signed: [[], named.slice(1), [...named, 'd.example']],
        kinds: [[], ['wallet']],
        purposes: [[], ['terrorist-financing'], [...Purpose.options]],
        max_tlp: [...tlpOrder, 'purple'],
        max_pap: [...papOrder, 'purple'],
        onward: ['sometimes'],
        children: ['some'],
        risk_countries: [['NOR', 'SWE']],
        retention_days: [30, 90],
        valid_from: [now, at(1)],
        valid_until: [now, at(-1)],
        review_due: [at(-30), at(-31), at(-29)],
      },
      2,
    )
    await db
      .insertInto('agreement')
      .values(row as never)
      .execute()
    if (parties.length > 0)
      await db
        .insertInto('agreement_party')
        .values(parties.map((party) => ({ ...party, agreement_id: id, version, type: 'state' })))
        .execute()
  }
  const person = randomUUID()
  if (random() < 0.15)
    await db
      .insertInto('agreement_end')
      .values({ agreement_id: id, member: pick(random, members), received_at: now, body: '{}' })
      .execute()
  if (random() < 0.15) {
    const lifted_at = random() < 0.5 ? null : now
    await db
      .insertInto('agreement_suspension')
      .values({ id: randomUUID(), agreement_id: id, at: now, reason: 'x', person_id: person, lifted_at })
      .execute()
  }
  if (random() < 0.3)
    await db
      .insertInto('transfer_sign_off')
      .values({
        ...{ agreement_id: id, member: pick(random, members), reference: 'x', person_id: person, at: now },
        giver: pick(random, ['home.example', 'home.example', 'a.example']),
        ended: random() < 0.1,
      })
      .execute()
}

const asked: readonly [SignalAct, Role][] = [
  ['list', 'analyst'],
  ['read', 'analyst'],
  ['read', 'signal-officer'],
  ['count', 'supervisor'],
  ['read', 'oversight'],
  ['list', 'peer'],
  ['match', 'system'],
  ['release', 'system'],
  ['onward', 'system'],
  ['export', 'signal-officer'],
  ['blind-check', 'analyst'],
  ['act', 'supervisor'],
]

export function randomAsk(random: Random): SignalAccessAsk {
  const [action, role] =
    random() < 0.95
      ? pick(random, asked)
      : [pick(random, SignalAct.options), pick(random, ['administrator', 'sender', 'public', 'analyst'] as const)] // prettier-ignore
  const purpose =
    role === 'oversight' && random() < 0.9
      ? 'human-rights-review'
      : random() < 0.9
        ? 'border-control'
        : pick(random, [...Purpose.options, null]) // prettier-ignore
  const giving = action === 'release' || action === 'onward'
  return {
    actor: { member: random() < 0.8 ? 'home.example' : pick(random, members), role },
    action,
    purpose,
    now,
    destination: random() < (giving ? 0.95 : 0.1) ? pick(random, members) : null,
    quota: random() < (action === 'blind-check' ? 0.9 : 0.1) ? Math.floor(random() * 3) : null,
  }
}
