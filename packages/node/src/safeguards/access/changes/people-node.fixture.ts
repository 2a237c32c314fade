import type { PeopleChange, Role } from '@entente/contracts'
import { type SignedIn, signInTo, startTestNode, type TestNode } from '@entente/testkit'
import { afterEach, beforeEach } from 'vitest'
import { createDatabase } from '../../../store/database.ts'
import { liftRules } from '../../../store/migrate.ts'
import { openPool } from '../../../store/postgres/index.ts'
import type { Database } from '../access-store.ts'
import { createAccount } from '../accounts/create-account.ts'
import { carryOutDueChanges } from './carry-out.ts'

export const because = 'Agreed in the meeting of Monday.'
/** The body with which a role is granted or revoked. */
export const grant = (role: string, more = {}) => ({ role, action: 'grant', ...more })
export const revoke = (role: string) => ({ role, action: 'revoke' })
interface Reply<T> {
  status: number
  body: T
}
export interface PeopleNode extends TestNode {
  /** Moves the clock, then carries out what is due. */
  pass(hours: number): Promise<void>
  now(): Date
  /** The database as its owner, whom the rules about changes do not concern. */
  owner: Database
  /** Adds an account that the first accounts do not have, as if it had been granted long ago. */
  add(name: string, role: Role, person?: string): Promise<string>
  id(account: string): Promise<string>
  person(account: string): Promise<string>
  /** Sends a request as an account in a new session. */
  as<T = PeopleChange>(account: string, method: string, path: string, body?: unknown): Promise<Reply<T>>
  /** Proposes a change of an account; `path` is `roles`, `disable`, `reset` or `suspend`. */
  propose(by: string, account: string, path: string, body?: object): Promise<Reply<PeopleChange>>
  consent(by: string, change: { id: string }): Promise<Reply<PeopleChange>>
  object(by: string, change: { id: string }): Promise<Reply<PeopleChange>>
  change(id: string): Promise<PeopleChange>
  /** The active roles of an account. */
  roles(account: string): Promise<string[]>
  canSignIn(account: string, password?: string): Promise<boolean>
  /** The codes of the refusals in the log about an account or change, oldest first. */
  refusals(ref: string): Promise<string[]>
}

/** The node of the present test. */
export let node: PeopleNode

/**
 * Gives each test of a file a node of its own, whose founding is over unless the file says otherwise. With `rules` the database
 * checks changes of people too, and trusts the clock of the test.
 */
export function useNode(
  options: { founding?: boolean; rules?: boolean; environment?: Record<string, string> } = {},
): void {
  beforeEach(async () => {
    node = await startPeopleNode(options)
  })
  afterEach(() => node.stop())
}

/** Starts a node whose founding is over, with a clock that the test moves. */
async function startPeopleNode({
  founding = false,
  rules = false,
  environment = {},
}: {
  founding?: boolean
  rules?: boolean
  environment?: Record<string, string>
}): Promise<PeopleNode> {
  let now = new Date('2026-11-24T12:00:00.000Z')
  const node = await startTestNode({ clock: () => now, environment })
  if (!founding) await node.endFounding()
  if (rules) await liftRules(node.database.connection('entente_owner'), ['clock'])
  const owner = createDatabase(openPool(node.database.connection('entente_owner'), { max: 1, log: () => {} }))
  const stop = node.stop
  const account = (name: string) =>
    node.db.selectFrom('account').selectAll().where('name', '=', name).executeTakeFirstOrThrow()
  const as: PeopleNode['as'] = async (name, method, path, body) => {
    const session: SignedIn = await signInTo(node.url, name)
    return (await session.call(method, path, body)) as never
  }
  const act = async (by: string, id: string, what: string, body?: object) =>
    as<PeopleChange>(by, 'POST', `/v1/people/changes/${id}/${what}`, body)
  return Object.assign(node, {
    now: () => now,
    owner,
    async stop() {
      await owner.destroy()
      await stop()
    },
    async pass(hours: number) {
      now = new Date(now.getTime() + hours * 3_600_000)
      await carryOutDueChanges({ store: node.store, clock: () => now, member: { id: 'norland.example', name: '' } })
    },
    async add(name: string, role: Role, person?: string) {
      const { password_hash: passwordHash } = await account('administrator')
      const id = await createAccount(owner, {
        ...{ name, person: person === undefined ? { name } : { id: person }, roles: [{ role, state: 'active' }] },
        ...{ teams: ['travel'], password: '', passwordHash, mustChangePassword: false, grantedBy: null },
      })
      await owner
        .updateTable('account_role')
        .set({ granted_at: '2026-01-01T00:00:00.000Z' })
        .where('account_id', '=', id)
        .execute()
      return id
    },
    id: async (name: string) => (await account(name)).id,
    person: async (name: string) => (await account(name)).person_id,
    as,
    propose: async (by: string, name: string, path: string, body: object = {}) =>
      as<PeopleChange>(by, 'POST', `/v1/accounts/${(await account(name)).id}/${path}`, { reason: because, ...body }),
    consent: (by: string, { id }: { id: string }) => act(by, id, 'consent', { knowsHuman: true }),
    object: (by: string, { id }: { id: string }) => act(by, id, 'object', { reason: because }),
    async change(id: string) {
      const { body } = await as<{ items: PeopleChange[] }>('oversight-1', 'GET', '/v1/people/changes?state=all')
      return body.items.find((one) => one.id === id) as PeopleChange
    },
    async roles(name: string) {
      const rows = node.db.selectFrom('account_role as r').innerJoin('account as a', 'a.id', 'r.account_id')
      const active = rows.select('r.role').where('a.name', '=', name).where('r.state', '=', 'active')
      return (await active.orderBy('r.role').execute()).map(({ role }) => role)
    },
    canSignIn: (name: string, password?: string) =>
      signInTo(node.url, name, password).then(
        () => true,
        () => false,
      ),
    async refusals(ref: string) {
      const rows = node.db.selectFrom('audit.entry').select(['entry', 'details']).where('ref', '=', ref)
      return (await rows.orderBy('recorded_at').execute())
        .filter(({ entry }) => JSON.parse(entry).decision === 'deny')
        .map(({ details }) => JSON.parse(details.toString()).code as string)
    },
  })
}
