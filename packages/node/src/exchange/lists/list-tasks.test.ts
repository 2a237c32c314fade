import type { ListImport, ListTask, SignalList } from '@entente/contracts'
import { endOfListTask, type SignedIn, startTestNode, type TestNode, until } from '@entente/testkit'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { housekeep } from '../../store/housekeeping.ts'
import { csv, importBytes, makeList } from './list-stage.fixture.ts'

let node: TestNode
let officer: SignedIn
let other: SignedIn
let owner: pg.Client
beforeAll(async () => {
  node = await startTestNode()
  officer = await node.signIn('officer')
  other = await node.signIn('officer-2')
  owner = new pg.Client(node.database.connection('entente_root'))
  await owner.connect()
  // If a request waits for the import by mistake, its test fails instead of hanging.
  owner.on('error', () => {})
  await owner.query("set idle_in_transaction_session_timeout = '45s'")
})
afterAll(async () => {
  await owner.end()
  await node.stop()
})

/** A list over the limit of small tasks. */
const large = (count = 2_100) => csv(Array.from({ length: count }, (_, n) => `A${n},${nameOf(n)} Vorkanen`))
const nameOf = (n: number) => [...String(n)].map((digit) => 'abcdefghkl'[Number(digit)]).join('o')
const small = csv(['A1,Nils Vork', 'A2,Amine Benhamdan'])

const preview = async (list: string, bytes: Uint8Array, by = officer): Promise<string> => {
  const ended = await endOfListTask(by, by.call('POST', `/v1/lists/${list}/preview`, bytes))
  expect(ended).toMatchObject({ status: 200 })
  return (ended.body as { previewId: string }).previewId
}
const askImport = async (list: string, previewId: string, by = officer): Promise<ListTask> => {
  const asked = await by.call('POST', `/v1/lists/${list}/import`, { previewId })
  expect(asked).toMatchObject({ status: 202, body: { kind: 'import', preview: previewId } })
  return asked.body as ListTask
}
const readImport = async (id: string, by = officer) =>
  (await by.call('GET', `/v1/lists/imports/${id}`)).body as ListImport
const whenEnded = async (id: string, by = officer) => {
  await until('end of the import', async () => (await readImport(id, by)).finishedAt !== null)
  return readImport(id, by)
}
const readList = async (id: string, by = officer) => (await by.call('GET', `/v1/lists/${id}`)).body as SignalList

/** Counts the connections of the node that wait for a lock. */
async function lockWaits(): Promise<number> {
  const { rows } = await owner.query(
    "select from pg_stat_activity where datname = current_database() and usename = 'entente_app' and wait_event_type = 'Lock'",
  )
  return rows.length
}

/** Starts a large import and stops it before its commit, at a lock that this test has, while `meanwhile` runs. */
async function inTheMiddle(list: string, meanwhile: (task: ListTask) => Promise<void>): Promise<string> {
  const previewId = await preview(list, large())
  await owner.query('begin; lock table list_member in access exclusive mode')
  try {
    const task = await askImport(list, previewId)
    await until('the import waits at the lock', async () => {
      const { rows } = await owner.query(
        "select from pg_locks where not granted and relation = 'list_member'::regclass",
      )
      return rows.length > 0
    })
    await meanwhile(task)
    return task.id
  } finally {
    await owner.query('rollback')
  }
}

test('a large list is imported in the background, and nobody sees half of it', async () => {
  const list = await makeList(officer, 'large')
  const asked = await officer.call('POST', `/v1/lists/${list}/preview`, large())
  expect(asked).toMatchObject({ status: 202, body: { kind: 'preview', list, by: expect.any(String), problem: null } })
  expect(asked.headers.get('location')).toBe(`/v1/lists/previews/${(asked.body as ListTask).id}`)
  let before = 0
  const id = await inTheMiddle(list, async (task) => {
    expect(await readImport(task.id)).toMatchObject({ state: 'running', report: null, version: null })
    expect(await readList(list)).toMatchObject({ version: 0, entries: 0, versions: [] })
    const { items } = (await officer.call('GET', `/v1/lists/tasks?list=${list}`)).body as { items: ListTask[] }
    expect(items[0]).toMatchObject({ id: task.id, state: 'running' })
    expect(await other.call('GET', `/v1/lists/imports/${task.id}`)).toMatchObject({ body: { state: 'running' } })
    before = Date.now()
  })
  const imported = await whenEnded(id)
  expect(imported).toMatchObject({ state: 'done', version: 1, report: { created: 2_100, refused: [] } })
  // The time is that of the end, not that at which its transaction began.
  expect(Date.parse(imported.finishedAt as string)).toBeGreaterThanOrEqual(before)
  const { rows } = await owner.query('select octet_length(body) as bytes from import_preview where id = $1', [
    imported.preview,
  ])
  expect(rows).toEqual([{ bytes: 0 }])
  expect(await readList(list)).toMatchObject({ version: 1, entries: 2_100 })
  const back = await officer.call('POST', `/v1/lists/${list}/rollback`, { to: 0, reason: 'It was the wrong file.' })
  expect(back).toMatchObject({ status: 202, body: { kind: 'rollback', to: 0 } })
  const ended = await endOfListTask(officer, Promise.resolve(back))
  expect(ended.body).toMatchObject({ state: 'done', version: 2, rematch: expect.any(String) })
  expect(await readList(list)).toMatchObject({ version: 2, entries: 0 })
  // A task still reads the withdrawn signals, so even that of a small file is large.
  expect(await officer.call('POST', `/v1/lists/${list}/preview`, small)).toMatchObject({ status: 202 })
})

test('unfinished tasks are listed before all others', async () => {
  const list = await makeList(officer, 'order')
  await inTheMiddle(list, async (task) => {
    await sql`
      insert into list_task (id, kind, list_id, account_id, role, purpose, asked_at, small, state, finished_at)
      select gen_random_uuid(), 'preview', list_id, account_id, role, purpose, now(), true, 'done', now()
      from list_task, generate_series(1, 25) where id = ${task.id}`.execute(node.db)
    const { items } = (await officer.call('GET', `/v1/lists/tasks?list=${list}`)).body as { items: ListTask[] }
    expect(items).toHaveLength(20)
    expect(items[0]).toMatchObject({ id: task.id })
  })
})

test('an unfinished task fails after 25 hours, and its file is deleted', async () => {
  const list = await makeList(officer, 'old')
  let waiting = ''
  const id = await inTheMiddle(list, async () => {
    const asked = await other.call('POST', `/v1/lists/${list}/preview`, large())
    waiting = (asked.body as ListTask).id
    const longAgo = new Date(Date.now() - 26 * 3_600_000)
    await node.db.updateTable('list_task').set({ asked_at: longAgo }).where('finished_at', 'is', null).execute()
    await housekeep(node.db, new Date())
    const row = await node.db
      .selectFrom('list_task')
      .select(['state', 'body', 'problem'])
      .where('id', '=', waiting)
      .executeTakeFirst()
    expect(row).toMatchObject({ state: 'failed', body: null, problem: { code: 'task-expired' } })
  })
  expect(await whenEnded(id)).toMatchObject({ state: 'failed', problem: { code: 'task-expired' }, report: null })
  const ended = await endOfListTask(officer, officer.call('POST', `/v1/lists/${list}/preview`, small))
  expect(ended).toMatchObject({ status: 200 })
  expect(await readList(list)).toMatchObject({ version: 0, entries: 0 })
})

test('an import waits for an edit of one of its signals', async () => {
  const list = await makeList(officer, 'edited')
  expect(await importBytes(officer, list, small)).toMatchObject({ status: 200 })
  const previewId = await preview(list, small)
  await owner.query('begin')
  await owner.query('select from signal where list_id = $1 order by id limit 1 for no key update', [list])
  let asked: Promise<{ status: number }>
  try {
    asked = officer.call('POST', `/v1/lists/${list}/import`, { previewId })
    await until('the import waits', async () => (await lockWaits()) > 0)
  } finally {
    await owner.query('rollback')
  }
  expect(await asked).toMatchObject({ status: 200 })
})

test('an import goes on after the session of its officer has ended', async () => {
  const list = await makeList(officer, 'session')
  const id = await inTheMiddle(list, async (task) => {
    await node.db.updateTable('session').set({ ended_at: new Date() }).execute()
    expect(await officer.call('GET', `/v1/lists/imports/${task.id}`)).toMatchObject({ status: 401 })
  })
  officer = await node.signIn('officer')
  other = await node.signIn('officer-2')
  expect(await whenEnded(id)).toMatchObject({ state: 'done', report: { created: 2_100 } })
})

test.each([
  [
    'was disabled',
    (account: string) => node.db.updateTable('account').set({ state: 'disabled' }).where('id', '=', account),
  ],
  [
    'lost the role',
    (account: string) =>
      node.db.updateTable('account_role').set({ state: 'revoked' }).where('account_id', '=', account),
  ],
])('an officer who %s during an import gets no import, and the refusal is logged', async (how, take) => {
  const list = await makeList(officer, how)
  const account = await node.db
    .selectFrom('account')
    .select('id')
    .where('name', '=', 'officer')
    .executeTakeFirstOrThrow()
  const denials = async () => {
    const { rows } = await owner.query(
      "select from audit.entry where ref = $1 and type = 'signal.import' and entry like '%\"deny\"%'",
      [`list:${list}`],
    )
    return rows.length
  }
  const id = await inTheMiddle(list, async () => void (await take(account.id).execute()))
  expect(await whenEnded(id, other)).toMatchObject({ state: 'failed', report: null, problem: { code: 'refused' } })
  expect(await readList(list, other)).toMatchObject({ version: 0, entries: 0 })
  expect(await denials()).toBe(1)
  await node.db.updateTable('account').set({ state: 'active' }).where('id', '=', account.id).execute()
  await node.db.updateTable('account_role').set({ state: 'active' }).where('account_id', '=', account.id).execute()
  officer = await node.signIn('officer')
})

test('a revocation between the last check and the commit comes first', async () => {
  const list = await makeList(officer, 'revoked last')
  const account = await node.db
    .selectFrom('account')
    .select('id')
    .where('name', '=', 'officer')
    .executeTakeFirstOrThrow()
  const administrator = new pg.Client(node.database.connection('entente_root'))
  await administrator.connect()
  try {
    const id = await inTheMiddle(list, async () => {
      await administrator.query('begin')
      await administrator.query("update account_role set state = 'revoked' where account_id = $1", [account.id])
    })
    await until(
      'the import waits for the revocation, or has ended',
      async () => (await lockWaits()) > 0 || (await readImport(id, other)).finishedAt !== null,
    )
    await administrator.query('commit')
    expect(await whenEnded(id, other)).toMatchObject({ state: 'failed', problem: { code: 'refused' } })
    expect(await readList(list, other)).toMatchObject({ version: 0, entries: 0 })
  } finally {
    await administrator.end()
    await node.db.updateTable('account_role').set({ state: 'active' }).where('account_id', '=', account.id).execute()
    officer = await node.signIn('officer')
  }
})

test('a second import or rollback of a list is refused until the first has ended', async () => {
  const list = await makeList(officer, 'two')
  const second = await preview(list, small, other)
  const id = await inTheMiddle(list, async (task) => {
    const busy = { status: 409, body: { code: 'list-busy', detail: expect.stringContaining(task.id) } }
    expect(await other.call('POST', `/v1/lists/${list}/import`, { previewId: second })).toMatchObject(busy)
    // Neither a preview nor another list waits.
    await preview(list, small, other)
  })
  expect(await whenEnded(id)).toMatchObject({ state: 'done' })
  const late = await other.call('POST', `/v1/lists/${list}/import`, { previewId: second })
  expect(late).toMatchObject({ status: 409, body: { code: 'list-changed' } })
})

test('a cancelled import changes nothing, and its preview can be imported again', async () => {
  const list = await makeList(officer, 'cancelled')
  const id = await inTheMiddle(list, async (task) => {
    const cancelled = await other.call('POST', `/v1/lists/imports/${task.id}/cancel`)
    expect(cancelled).toMatchObject({ status: 200, body: { state: 'cancelled' } })
  })
  const { preview: previewId } = await readImport(id)
  const logged = await owner.query('select type from audit.entry where ref = $1', [`list:${list}`])
  const types = logged.rows.map(({ type }) => type)
  expect(types).toContain('task.cancel')
  expect(types).not.toContain('signal.import')
  const again = await askImport(list, previewId as string)
  expect(await whenEnded(again.id)).toMatchObject({ state: 'done', version: 1, report: { created: 2_100 } })
  expect(await readImport(id)).toMatchObject({ state: 'cancelled', report: null, version: null })
  const late = await officer.call('POST', `/v1/lists/imports/${again.id}/cancel`)
  expect(late).toMatchObject({ status: 409, body: { code: 'task-finished' } })
})

test('an import whose database connections break runs again and imports once', async () => {
  const list = await makeList(officer, 'broken')
  const id = await inTheMiddle(list, async () => {
    await owner.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'entente_app' and state <> 'idle'",
    )
  })
  expect(await whenEnded(id)).toMatchObject({ state: 'done', version: 1, report: { created: 2_100 } })
  expect(await readList(list)).toMatchObject({ version: 1, entries: 2_100, versions: [{ version: 1 }] })
})

test('a task that interrupted the node five times fails with a reason', async () => {
  const list = await makeList(officer, 'interrupted')
  const previewId = await preview(list, large())
  // Each killed node left the task running, without its lock.
  await owner.query(
    `create function killed() returns trigger language plpgsql as $$ begin new.attempts = 5; new.state = 'running'; return new; end $$;
     create trigger killed before insert on list_task for each row execute function killed()`,
  )
  // The node may fail the task before it answers.
  const asked = await officer.call('POST', `/v1/lists/${list}/import`, { previewId })
  // Repeating the request does not help, so the status is not 503.
  const refused = await officer.call('POST', `/v1/lists/${list}/preview`, small)
  await owner.query('drop trigger killed on list_task')
  expect([202, 409]).toContain(asked.status)
  expect(refused).toMatchObject({ status: 409, body: { code: 'task-interrupted' } })
  const { items } = (await officer.call('GET', `/v1/lists/tasks?list=${list}`)).body as { items: ListTask[] }
  const id = items.find(({ kind }) => kind === 'import')?.id ?? ''
  const ended = await whenEnded(id)
  expect(ended).toMatchObject({ state: 'failed', problem: { code: 'task-interrupted' }, report: null })
  expect(await readList(list)).toMatchObject({ version: 0 })
})

test('a stopped node continues its import after the next start', async () => {
  const list = await makeList(officer, 'stopped')
  const previewId = await preview(list, large(6_000))
  const { id } = await askImport(list, previewId)
  await node.halt()
  await node.resume()
  officer = await node.signIn('officer')
  other = await node.signIn('officer-2')
  expect(await whenEnded(id)).toMatchObject({ state: 'done', version: 1, report: { created: 6_000 } })
  expect(await readList(list)).toMatchObject({ version: 1, entries: 6_000, versions: [{ version: 1 }] })
})

test('a large file that is no list keeps its error code and line', async () => {
  const list = await makeList(officer, 'no list')
  const bytes = Buffer.from(`id,name\n${'1,Nils Vork\n'.repeat(2_100)}2,"Tebbo Vardak\n`)
  const asked = await officer.call('POST', `/v1/lists/${list}/preview`, bytes)
  expect(asked.status).toBe(202)
  const problem = { code: 'csv-quote', detail: expect.stringContaining('line 2102') }
  expect(await endOfListTask(officer, Promise.resolve(asked))).toMatchObject({ status: 422, body: problem })
  const { items } = (await officer.call('GET', `/v1/lists/tasks?list=${list}`)).body as { items: ListTask[] }
  expect(items).toMatchObject([{ kind: 'preview', state: 'failed', problem }])
  const { rows } = await owner.query('select from list_task where finished_at is not null and body is not null')
  expect(rows).toHaveLength(0)
})

test('an account may have only four large tasks at a time', async () => {
  const list = await makeList(officer, 'many')
  const lists = await Promise.all(['b', 'c', 'd'].map((title) => makeList(officer, title)))
  await inTheMiddle(list, async () => {
    for (const each of lists) {
      expect(await officer.call('POST', `/v1/lists/${each}/preview`, large())).toMatchObject({ status: 202 })
    }
    const more = await officer.call('POST', `/v1/lists/${list}/preview`, large())
    expect(more).toMatchObject({ status: 429, body: { code: 'too-many-requests' } })
    expect(await officer.call('POST', `/v1/lists/${list}/preview`, small)).toMatchObject({ status: 200 })
    expect(await other.call('POST', `/v1/lists/${list}/preview`, large())).toMatchObject({ status: 202 })
  })
})
