import { randomBytes } from 'node:crypto'
import type { Actor, Role } from '@entente/contracts'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import fc from 'fast-check'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Failure } from '../../../errors.ts'
import { createDatabase } from '../../../store/database.ts'
import { openPool } from '../../../store/postgres/index.ts'
import { createAuditLog } from '../../audit/audit-log.ts'
import { createPersonalStore, type Database, type Tx } from '../access-store.ts'
import { createAccount } from '../accounts/create-account.ts'
import { initAccounts } from '../accounts/init-accounts.ts'
import { plainCodec } from '../plain-codec.fixture.ts'
import { accountInForce } from '../sessions/account-in-force.ts'
import { createWrongLog } from '../sessions/log-wrong.ts'
import { carryOutDueChanges } from './carry-out.ts'
import { newHalf } from './code-halves.ts'
import { consentToChange } from './consent-to-change.ts'
import { enrol } from './enrol.ts'
import { proposeChange } from './propose-change.ts'
import { objectToChange, withdrawChange } from './stop-change.ts'
import { readChanges } from './stored-change.ts'
import { suspendAccount } from './suspend-account.ts'

// Sets of people who collude act at random, in their own accounts and in those that they get. They never get a role that
// the table of quorums does not give them. People who are honest and alert object to everything they may, each six hours.

const member = { id: 'norland.example', name: 'Norland' }
const authority: Role[] = ['administrator', 'supervisor', 'oversight']
const roles: Role[] = [...authority, 'analyst', 'signal-officer']
const reason = 'Agreed in the meeting of Monday.'
const step = 6
/** The suite plays a few sequences of each set. `COLLUSION_RUNS` and `COLLUSION_SEED` play more of them by hand. */
const runs = Number(process.env.COLLUSION_RUNS ?? 4)
const seed = Number(process.env.COLLUSION_SEED ?? 14)
const waits = [0, 1, 12, 24, 48, 72, 168, 15 * 24]
const triesKey = randomBytes(32)
const emptied = [
  ...['founding', 'people_consent', 'people_objection', 'people_change', 'alarm', 'sign_in_try', 'sign_in_pace'],
  ...['account_role', 'account_team', 'account', 'person'],
]

let database: TestDatabase
let pool: pg.Pool
let owner: pg.Pool
let db: Database
let now: Date
beforeAll(async () => {
  database = await createTestDatabase()
  pool = openPool(database.connection('entente_app'), { max: 4, log: () => {} })
  db = createDatabase(pool)
  owner = openPool(database.connection('entente_owner'), { max: 1, log: () => {} })
})
afterAll(async () => {
  await Promise.all([pool?.end(), owner?.end()])
  await database?.drop()
})

const clock = (): Date => now
/** Opens the first accounts anew, with a second administrator and supervisor, after founding. */
async function openModel() {
  now = new Date('2026-11-24T12:00:00.000Z')
  // A signed act is never deleted otherwise.
  await owner.query(
    'set session_replication_role = replica; delete from signed_act; set session_replication_role = origin',
  )
  await owner.query(emptied.map((table) => `delete from ${table}`).join('; '))
  const log = createAuditLog({ db, node: 'test', clock })
  const store = createPersonalStore({ db, audit: log, codec: plainCodec, indexKey: triesKey, clock })
  await initAccounts({ db, audit: log, member, clock }, { passwords: () => 'x', passwordHash: 'first' })
  await db.updateTable('founding').set({ ended_at: now, because: 'message' }).execute()
  for (const role of ['administrator', 'supervisor'] as const)
    await createAccount(db, {
      ...{ name: `${role}-2`, person: { name: `${role}-2` }, roles: [{ role, state: 'active' }], teams: ['travel'] },
      ...{ password: 'x', passwordHash: 'first', mustChangePassword: false, grantedBy: null, grantedAt: now },
    })
  return { db, store, audit: log }
}
type Model = Awaited<ReturnType<typeof openModel>>

/** Every role in force, by the person who has it. */
async function rolesInForce({ db }: Model): Promise<Map<string, Set<string>>> {
  const rows = await db
    .selectFrom('account_role as r')
    .innerJoin('account as a', 'a.id', 'r.account_id')
    .select(['a.person_id', 'r.role'])
    .where('r.state', '=', 'active')
    .where('a.state', '<>', 'disabled')
    .execute()
  const found = new Map<string, Set<string>>()
  for (const { person_id: person, role } of rows) found.set(person, (found.get(person) ?? new Set()).add(role))
  return found
}

const Step = fc.record({
  ...{ act: fc.nat(13), who: fc.nat(99), whom: fc.nat(99), role: fc.nat(4), change: fc.nat(3), wait: fc.nat(7) },
  gone: fc.boolean(),
})
type Step = typeof Step extends fc.Arbitrary<infer T> ? T : never

class Play {
  readonly #model: Model
  readonly #honest: readonly string[]
  /** The accounts in which the colluders can sign in. */
  readonly #own: string[]
  readonly #halves = new Map<string, { first?: string; second?: string }>()
  constructor(model: Model, own: string[], honest: readonly string[]) {
    this.#model = model
    this.#own = own
    this.#honest = honest
  }

  async take(given: Step): Promise<void> {
    const account = this.#own[given.who % this.#own.length] as string
    const inForce = await accountInForce(this.#model.db, account, now)
    const role = inForce?.roles[given.who % inForce.roles.length]
    if (given.act >= 11 || inForce === null || role === undefined) return this.#pass(waits[given.wait] ?? 0)
    const actor = { account, person: inForce.personId, member: member.id, role, teams: [] }
    await this.#try(() => this.#act(actor, given))
  }

  /** A refusal ends an act; anything else is a fault. */
  async #try(work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof Failure)) throw error
    }
  }

  #as<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
    const intent = { action: 'people.read', type: 'people.effect', impersonal: true } as const
    return this.#model.store.for(actor, { purpose: null, caseId: null }).transaction(intent, work)
  }

  async #act(actor: Actor, { act, whom, role: at, change: place, gone }: Step): Promise<unknown> {
    const { db } = this.#model
    const accounts = (await db.selectFrom('account').select(['id', 'person_id']).orderBy('name').execute()) as [
      { id: string; person_id: string },
    ]
    const { id: accountId, person_id: personId } = accounts[whom % accounts.length] as (typeof accounts)[0]
    const changes = await db
      .selectFrom('people_change')
      .select('id')
      .where('kind', '<>', 'suspend')
      .orderBy('proposed_at', 'desc')
      .orderBy('id')
      .limit(4)
      .execute()
    const id = changes[place % Math.max(1, changes.length)]?.id ?? accountId
    const role = roles[at] as Role
    const given = { accountId, reason }
    if (act === 0) return this.#as(actor, (tx) => proposeChange(tx, { ...given, kind: 'grant', role, gone }))
    if (act === 1) return this.#as(actor, (tx) => proposeChange(tx, { ...given, kind: 'revoke', role }))
    if (act === 2) return this.#as(actor, (tx) => proposeChange(tx, { ...given, kind: gone ? 'disable' : 'recover' }))
    if (act === 3) return this.#as(actor, (tx) => proposeChange(tx, { ...given, kind: 'team', teams: [] }))
    if (act === 4) return this.#as(actor, (tx) => suspendAccount(tx, accountId, reason))
    if (act === 5) return this.#as(actor, (tx) => (gone ? withdrawChange(tx, id) : objectToChange(tx, id, reason)))
    if (act === 6) return this.#create(actor, role, gone ? { id: personId } : { name: 'Invented' })
    if (act === 7) return this.#half(actor, id)
    if (act === 8) return this.#enrol(id)
    return this.#as(actor, (tx) => consentToChange(tx, id, false, null))
  }

  #create(actor: Actor, role: Role, person: { id: string } | { name: string }): Promise<unknown> {
    return this.#as(actor, async (tx) => {
      if (tx.actor.role !== 'administrator') return
      const accountId = await createAccount(tx.db, {
        ...{ name: `m${randomBytes(6).toString('hex')}`, person, roles: [], teams: [], password: 'x' },
        ...{ passwordHash: 'nobody', mustChangePassword: false, grantedBy: actor.person },
      })
      await proposeChange(tx, { kind: 'grant', accountId, role, reason, enrols: true })
    })
  }

  async #half(actor: Actor, id: string): Promise<void> {
    const { half, part } = await this.#as(actor, (tx) => newHalf(tx, triesKey, id))
    this.#halves.set(id, { ...this.#halves.get(id), [part]: half })
  }

  async #enrol(id: string): Promise<void> {
    const { db } = this.#model
    const [change] = await readChanges(db, [id])
    const { first = 'unknown', second = 'unknown' } = this.#halves.get(id) ?? {}
    if (change === undefined) return
    const account = await db.selectFrom('account').select('name').where('id', '=', change.account_id).executeTakeFirst()
    const admitted = {
      counting: <T>(work: () => T) => work(),
      judge: () => {},
      hash: async () => 'stolen',
      end: () => {},
    }
    const passwords = { admit: () => admitted } as never
    const passwordRules = { check: async () => {} }
    const base = { db, audit: this.#model.audit, clock, member, triesKey }
    const deps = { ...base, wrongLog: createWrongLog(base), passwords, passwordRules }
    // Another address for each attempt, so that the limit on wrong codes is not what keeps them out.
    const ip = `192.0.2.${randomBytes(1)[0]}`
    await enrol(deps, { account: account?.name ?? '', first, second, password: 'five quiet herons wade' }, ip)
    this.#own.push(change.account_id)
  }

  async #pass(hours: number): Promise<void> {
    for (let gone = 0; gone <= hours; gone += step) {
      await carryOutDueChanges({ store: this.#model.store, clock, member })
      await this.#object()
      now = new Date(now.getTime() + Math.min(step, Math.max(hours - gone, 0)) * 3_600_000)
    }
    await carryOutDueChanges({ store: this.#model.store, clock, member })
  }

  /** Lets every honest person who can sign in object to what they may. */
  async #object(): Promise<void> {
    const { db } = this.#model
    const open = db.selectFrom('people_change').select('id').where('kind', '<>', 'suspend')
    for (const { id } of await open.where('state', 'in', ['awaiting-consent', 'waiting', 'to-enrol']).execute())
      for (const account of this.#honest) {
        const inForce = await accountInForce(db, account, now)
        for (const role of inForce?.roles ?? []) {
          const actor = { account, person: inForce?.personId ?? '', member: member.id, role, teams: [] }
          await this.#try(() => this.#as(actor, (tx) => objectToChange(tx, id, reason)))
        }
      }
  }
}

/** Plays random acts of colluders and checks after each who has which role and password. */
async function play(
  names: readonly string[],
  steps: readonly Step[],
  honest: 'alert' | 'asleep',
  free: readonly Role[],
) {
  const model = await openModel()
  const accounts = await model.db.selectFrom('account').select(['id', 'name', 'person_id']).execute()
  const own = accounts.filter(({ name }) => names.includes(name))
  const others = accounts.filter(({ name }) => !names.includes(name))
  expect(own).toHaveLength(names.length)
  const before = await rolesInForce(model)
  const ids = own.map(({ id }) => id)
  const game = new Play(model, ids, honest === 'alert' ? others.map(({ id }) => id) : [])
  const isHonest = (person: string): boolean => others.some(({ person_id: each }) => each === person)
  for (const each of steps) {
    await game.take(each)
    const after = await rolesInForce(model)
    for (const [person, held] of after)
      for (const role of held)
        if (!free.includes(role as Role)) expect(before.get(person) ?? new Set(), 'gained').toContain(role)
    for (const [person, held] of before)
      for (const role of held)
        if (!free.includes(role as Role) && isHonest(person))
          expect(after.get(person) ?? new Set(), 'lost').toContain(role)
    for (const [role, fewest] of [
      ['administrator', 1],
      ['supervisor', 1],
      ['oversight', 2],
    ] as const)
      expect([...after.values()].filter((held) => held.has(role)).length).toBeGreaterThanOrEqual(fewest)
    const taken = await model.db
      .selectFrom('account')
      .select('name')
      .where('password_hash', '<>', 'first')
      .where(
        'id',
        'in',
        others.map(({ id }) => id),
      )
      .execute()
    expect(taken, 'honest accounts with another password').toEqual([])
  }
}

const sets: [names: string[], honest: 'alert' | 'asleep', free: Role[]][] = [
  [['administrator'], 'asleep', []],
  [['supervisor'], 'asleep', []],
  [['oversight-1', 'oversight-2'], 'asleep', []],
  [['analyst', 'officer', 'officer-2'], 'asleep', []],
  [['administrator', 'oversight-1'], 'alert', []],
  [['supervisor', 'supervisor-2'], 'alert', []],
  [['supervisor', 'oversight-1'], 'alert', []],
  // Any two of them grant and revoke the roles that decide nothing alone.
  [['administrator', 'supervisor'], 'alert', ['analyst', 'signal-officer']],
  [['administrator', 'administrator-2'], 'alert', ['analyst', 'signal-officer']],
]

test.each(sets)('%j gain no role that the table of quorums does not give them', async (names, honest, free) => {
  const steps = fc.array(Step, { minLength: 30, maxLength: 60, size: 'max' })
  await fc.assert(
    fc.asyncProperty(steps, (taken) => play(names, taken, honest, free)),
    { numRuns: runs, seed, endOnFailure: true },
  )
})
