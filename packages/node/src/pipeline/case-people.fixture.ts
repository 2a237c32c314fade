import { randomBytes, randomUUID } from 'node:crypto'
import type { Account, Actor, Purpose, Signal } from '@entente/contracts'
import { keepVersion } from '../exchange/signals/change-signals.ts'
import { toSignalRow } from '../exchange/signals/stored/signal-row.ts'
import type { Database } from '../safeguards/access/access-store.ts'
import { createAccount } from '../safeguards/access/accounts/create-account.ts'
import type { CoreDeps } from '../safeguards/access/core-deps.ts'
import { systemAccess } from '../safeguards/access/system.ts'

export type PersonRole = 'analyst' | 'supervisor' | 'signal-officer' | 'oversight' | 'administrator'
export type SignalGiven = Partial<Signal> & Pick<Signal, 'value'>
type ClockDeps = Pick<CoreDeps, 'store' | 'member' | 'clock'>

export async function addPerson(db: Database, member: string, name: string, role: PersonRole): Promise<Actor> {
  const teams = role === 'analyst' || role === 'supervisor' ? ['travel'] : []
  const account = `${name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}-${randomBytes(3).toString('hex')}`
  await createAccount(db, {
    name: account,
    person: { name },
    roles: [{ role, state: 'active' }],
    teams,
    password: 'a long test password',
    mustChangePassword: false,
    grantedBy: null,
    // Long ago, so that a role of the founding stays one, however far a test moves its clock.
    grantedAt: new Date('2026-01-01T00:00:00.000Z'),
  })
  const row = await db
    .selectFrom('account')
    .select(['id', 'person_id'])
    .where('name', '=', account)
    .executeTakeFirstOrThrow()
  return { account: row.id, person: row.person_id, member, role, teams }
}

export async function addSignal(deps: ClockDeps, given: SignalGiven): Promise<Signal> {
  const made = signalWith(given, deps.clock())
  const intent = { action: 'signal.match', type: 'signal.import' } as const
  await systemAccess(deps, made.purposes[0] as Purpose).transaction(intent, async (tx) => {
    await tx.db
      .insertInto('signal')
      .values({ ...toSignalRow(tx, made), value_key: null })
      .execute()
  })
  return made
}

/** Stores a new version of a signal, in the same way as an edit or withdrawal by its owner. */
export async function changeSignal(deps: ClockDeps, before: Signal, change: Partial<Signal>): Promise<Signal> {
  const after = { ...before, ...change, version: before.version + 1 }
  const intent = { action: 'signal.match', type: 'signal.import' } as const
  await systemAccess(deps, after.purposes[0] as Purpose).transaction(intent, async (tx) => {
    await tx.db
      .updateTable('signal')
      .set({ ...toSignalRow(tx, after), value_key: null })
      .where('id', '=', after.id)
      .execute()
    await keepVersion(tx, after, 'changed')
  })
  return after
}

function signalWith(given: Partial<Signal> & Pick<Signal, 'value'>, now: Date): Signal {
  const at = now.toISOString()
  const later = new Date(now.getTime() + 300 * 86_400_000).toISOString()
  return {
    schema: 'entente/signal/v1',
    id: randomUUID(),
    version: 1,
    owner: 'norland.example',
    kind: 'person',
    labels: [],
    entity: null,
    agreements: [],
    recipients: null,
    purposes: ['terrorism-prevention', 'border-control'],
    lawfulBasis: { reference: 'Border Act, section 12', validUntil: null },
    tlp: 'amber',
    pap: 'green',
    confidence: 70,
    source: { type: 'own', reference: null, reliability: 'B', lastVerifiedAt: at },
    action: 'discreet-check',
    necessity: 'Named in an investigation of material support.',
    minor: false,
    validFrom: at,
    validUntil: later,
    retainUntil: later,
    reviewDue: later,
    createdAt: at,
    modifiedAt: at,
    status: 'active',
    withdrawal: null,
    signature: null,
    ...given,
  }
}

interface Administered {
  signIn(account: string): Promise<{
    call(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>
  }>
}
/** Gives the analyst and the supervisor of a started node these teams. */
export async function giveTeams(node: Administered, teams: string[]): Promise<void> {
  const administrator = await node.signIn('administrator')
  const { items } = (await administrator.call('GET', '/v1/accounts')).body as { items: Account[] }
  const change = { teams, reason: 'The team of the new gateway.' }
  for (const { id } of items.filter(({ name }) => ['analyst', 'supervisor'].includes(name))) {
    const { status } = await administrator.call('PATCH', `/v1/accounts/${id}`, change)
    if (status !== 200) throw new Error(`the teams were not changed: ${status}`)
  }
}

/** Returns the value of a person signal with one name. */
export function personValue(
  family: string,
  given: string,
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    names: [{ full: `${given} ${family}`, family, given, script: 'Latn', quality: 'primary' }],
    birthDates: [],
    sex: null,
    nationalities: [],
    birthPlaces: [],
    identifiers: [],
    ...more,
  }
}
