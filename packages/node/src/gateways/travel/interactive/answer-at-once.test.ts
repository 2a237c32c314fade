import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { paxlst } from '../edifact.fixture.ts'
import { finishInteractive } from './finish-answer.ts'
import { type InteractiveStage, notAtOnce, openInteractiveStage, someone } from './interactive-stage.fixture.ts'

let stage: InteractiveStage
beforeAll(async () => {
  stage = await openInteractiveStage()
})
afterAll(() => stage?.close())
afterEach(() => {
  vi.useRealTimers()
})

const interactive = { deadlineMs: 60_000, timeoutOutcome: 'further-check' as const }
const unused = () => Promise.reject(new Error('not used'))
/** Every step but the one that does all at once fails. */
const onlyAtOnce = () => ({ ...stage.interactive.steps, receive: unused, read: unused, match: unused })
const watch: InteractiveStage['watch'] = (...person) => stage.watch(...person)
const answersAbout = async (messageId: string) =>
  (await stage.answers()).filter(({ message_id }) => message_id === messageId)
const messageOfAnswer = async (id: string) =>
  (await stage.answers()).find((answer) => answer.id === id)?.message_id ?? ''

test('a question is received, read, matched and answered in one transaction', async () => {
  const person = someone('HAUGSTAD', 'LIV')
  await watch('Haugstad', 'Liv', person.document)
  const { answer } = await stage.ask(paxlst([person]), { steps: onlyAtOnce() })
  expect(answer).toMatchObject({ timedOut: false, people: [{ outcome: 'further-check', basis: 'hit-under-review' }] })
  const { rows } = await sql<{ transactions: string; stored: string }>`
    select count(distinct xid) as transactions, count(*) as stored from (
      select m.xmin::text as xid from message m join carrier_answer a on a.message_id = m.id where a.id = ${answer.id}
      union all select xmin::text from carrier_answer where id = ${answer.id}
      union all select xmin::text from carrier_answer_person where answer_id = ${answer.id}
      union all select c.xmin::text from case_file c where c.id = ${answer.people[0]?.caseId}) x`.execute(stage.db)
  expect(rows).toEqual([{ transactions: '1', stored: '4' }])
})

test('each step of a question has its log entry, the receipt in the name of the sender', async () => {
  const { answer } = await stage.ask(paxlst([someone('ENGELSVOLL', 'TORA')]), { steps: onlyAtOnce() })
  const { rows } = await sql<{ type: string; actor: string; count: number; details: Record<string, unknown> }>`
    select e.type, e.actor, (e.entry::json ->> 'count')::int as count, convert_from(e.details, 'utf8')::json as details
    from audit.entry e, carrier_answer a join message m on m.id = a.message_id
    where a.id = ${answer.id} and e.xmin = m.xmin order by e.type`.execute(stage.db)
  expect(rows.map(({ type, count }) => [type, count])).toEqual([
    ['answer.sent', 1],
    ['message.receive', 0],
    ['record.read', expect.any(Number)],
    ['signal.match', 1],
  ])
  const received = rows.find(({ type }) => type === 'message.receive')
  expect(received?.details).toMatchObject({ message: await messageOfAnswer(answer.id), channel: 'interactive' })
  expect(rows.filter(({ actor }) => actor !== 'system')).toEqual([received])
})

test('the desk is notified of a question after its commit, which notifies nobody', async () => {
  const { answer } = await stage.ask(paxlst([someone('AASTVEIT', 'BERIT')]), { steps: onlyAtOnce() })
  const messageId = await messageOfAnswer(answer.id)
  const announced = async () =>
    (
      await sql<{ apart: boolean }>`select e.xmin <> m.xmin as apart from event e, message m
        where e.type = 'message.read' and e.ref = m.id::text and m.id = ${messageId}`.execute(stage.db)
    ).rows
  await expect.poll(announced).toEqual([{ apart: true }])
})

test('an unreadable question is answered in the transaction that receives it', async () => {
  const { answer, unreadable } = await stage.ask('hello again', { steps: onlyAtOnce() })
  expect(unreadable).toBeDefined()
  expect(await answersAbout(await messageOfAnswer(answer.id))).toHaveLength(1)
})

test('a traveller whom the question does not change is matched too', async () => {
  const person = someone('RYPDAL', 'SISSEL')
  const first = await stage.ask(paxlst([person], { access: 'SAME-1' }), { steps: onlyAtOnce() })
  expect(first.answer.people).toMatchObject([{ outcome: 'ok-to-board' }])
  // The comparison of the new signal with known travellers is still to come.
  await watch('Rypdal', 'Sissel', person.document)
  const again = await stage.ask(paxlst([person], { access: 'SAME-1', at: '261124:0701' }), { steps: onlyAtOnce() })
  expect(again.answer.people).toMatchObject([{ outcome: 'further-check', basis: 'hit-under-review' }])
})

test('a failure stores nothing, and the question is then answered step by step', async () => {
  const person = someone('TVEITEN', 'GUNN')
  const { receiveAndRead, ...others } = stage.interactive.steps
  let isStored = 0
  const steps: typeof stage.interactive.steps = {
    ...others,
    receiveAndRead: (incoming, then) =>
      receiveAndRead(incoming, async (tx, result) => {
        await then(tx, result)
        await tx.flush()
        isStored += 1
        throw new Error('broken')
      }),
  }
  const { answer } = await stage.ask(paxlst([person]), { steps })
  expect(isStored).toBe(1)
  expect(answer).toMatchObject({ timedOut: false, people: [{ outcome: 'ok-to-board' }] })
  expect(await answersAbout(await messageOfAnswer(answer.id))).toHaveLength(1)
})

test('a question waits in steps while an answer about its people is being compared', async () => {
  const person = someone('SKARSTEIN', 'ODA')
  const first = await stage.ask(paxlst([person], { access: 'LOCK-1' }))
  const { traveller_id } = await stage.db
    .selectFrom('carrier_answer_person')
    .select('traveller_id')
    .where('answer_id', '=', first.answer.id)
    .executeTakeFirstOrThrow()
  let waiting: Promise<Awaited<ReturnType<typeof stage.ask>>> | undefined
  let isOver = false
  await stage.db.transaction().execute(async (db) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${traveller_id}, 5))`.execute(db)
    waiting = stage.ask(paxlst([person], { access: 'LOCK-1', at: '261124:0702' })).finally(() => {
      isOver = true
    })
    const blocked = sql<{
      n: string
    }>`select count(*) as n from pg_locks l where l.locktype = 'advisory' and not l.granted
      and l.database = (select oid from pg_database where datname = current_database())`
    await expect.poll(async () => (await blocked.execute(stage.db)).rows[0]?.n, { timeout: 20_000 }).toBe('1')
    // The question has stored its message, and its answer waits.
    expect(isOver).toBe(false)
  })
  expect((await waiting)?.answer).toMatchObject({ timedOut: false, people: [{ outcome: 'ok-to-board' }] })
})

test('a transaction that ends too late stores no answer that was not sent', async () => {
  const person = someone('FOSSHEIM', 'ANNE')
  const { steps } = stage.interactive
  let release = () => {}
  const slow = new Promise<void>((resolve) => {
    release = resolve
  })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  const receiveAndRead: typeof steps.receiveAndRead = async (incoming, then) => {
    setImmediate(() => vi.advanceTimersByTime(interactive.deadlineMs))
    await slow
    return steps.receiveAndRead(incoming, then)
  }
  const { answer } = await stage.ask(paxlst([person]), { interactive, steps: { ...steps, receiveAndRead } })
  expect(answer).toMatchObject({ timedOut: true, people: [{ outcome: 'further-check', basis: 'policy-timeout' }] })
  expect(readdirSync(join(stage.deps.dataRoot, 'journal'))).toContain(`${answer.id}.json`)
  release()
  await expect.poll(() => messageOfAnswer(answer.id), { timeout: 20_000 }).not.toBe('')
  const messageId = await messageOfAnswer(answer.id)
  expect(await answersAbout(messageId)).toMatchObject([{ id: answer.id, kind: 'response', timed_out: true }])
  stage.later(1)
  await finishInteractive(stage.interactive, { answerId: answer.id })
  expect(await answersAbout(messageId)).toMatchObject([{ timed_out: true }, { kind: 'unsolicited' }])
})

test('a question repeated at the same time gets one answer', async () => {
  const request = paxlst([someone('BRATTLAND', 'KARIN')], { access: 'ONCE' })
  const [one, other] = await Promise.all([stage.ask(request), stage.ask(request)])
  expect(other.content.body).toBe(one.content.body)
  expect(await answersAbout(await messageOfAnswer(one.answer.id))).toHaveLength(1)
})

test('several people of one question get answers with increasing times when they change', async () => {
  const people = [someone('NESBAKKEN', 'AUD'), someone('OVERVATN', 'LENE')]
  const { answer } = await stage.ask(paxlst(people), {
    ...{
      interactive: { ...interactive, deadlineMs: 300 },
      steps: { ...stage.interactive.steps, ...notAtOnce, read: unused },
    },
  })
  expect(answer.timedOut).toBe(true)
  stage.later(1)
  await finishInteractive(stage.interactive, { answerId: answer.id })
  const times = (await answersAbout(await messageOfAnswer(answer.id))).map(({ at }) => at.getTime())
  expect(times).toHaveLength(3)
  expect(new Set(times).size).toBe(3)
})
