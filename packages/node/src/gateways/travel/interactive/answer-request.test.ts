import type { Actor } from '@entente/contracts'
import { readCusres } from '@entente/readers'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { paxlst } from '../edifact.fixture.ts'
import { finishInteractive } from './finish-answer.ts'
import {
  type InteractiveStage,
  notAtOnce,
  openInteractiveStage,
  someone,
  stuckStep,
} from './interactive-stage.fixture.ts'
import { reserveMs } from './settings.ts'

let stage: InteractiveStage
let analyst: Actor
let supervisor: Actor
beforeAll(async () => {
  stage = await openInteractiveStage()
  analyst = await stage.person('Analyst', 'analyst')
  supervisor = await stage.person('Supervisor', 'supervisor')
})
afterAll(() => stage?.close())
afterEach(() => {
  vi.useRealTimers()
})

const read = (body: string) => readCusres(Buffer.from(body))
const named: InteractiveStage['watch'] = (...person) => stage.watch(...person)

test('all people of a request are answered in order, by their own references', async () => {
  const people = [someone('OVERLAND', 'KARI'), someone('ADELBORG', 'JAN'), someone('MIRANDELA', 'RUI')]
  const { content, answer } = await stage.ask(paxlst(people, { access: 'ORDER1' }))
  const cusres = read(content.body)
  expect(cusres).toMatchObject({
    document: '962',
    accessReference: 'ORDER1',
    flight: '7N482',
    from: 'TUN',
    to: 'OSL',
    errors: [],
  })
  expect(cusres?.people).toEqual(
    people.map((person) => ({
      recordLocator: person.locator,
      uniqueReference: person.reference,
      code: '0Z',
      text: 'OK TO BOARD',
    })),
  )
  expect(answer.people.map((person) => [person.surname, person.outcome, person.basis])).toEqual(
    people.map((person) => [person.surname, 'ok-to-board', 'no-hit']),
  )
  expect(answer.timedOut).toBe(false)
})

test('a hit opens a case and is answered with further check', async () => {
  const person = someone('QARMOUTI', 'YOUSSEF')
  await named('Qarmouti', 'Youssef', person.document)
  const { content, answer } = await stage.ask(paxlst([person]))
  expect(read(content.body)?.people).toMatchObject([{ code: '2Z', text: 'FURTHER CHECK' }])
  expect(answer.people).toMatchObject([{ outcome: 'further-check', basis: 'hit-under-review' }])
  const stored = await stage.db
    .selectFrom('carrier_answer_person')
    .selectAll()
    .where('answer_id', '=', answer.id)
    .execute()
  const found = await stage.db
    .selectFrom('case_file')
    .selectAll()
    .where('id', '=', answer.people[0]?.caseId ?? '')
    .executeTakeFirstOrThrow()
  expect(stored).toMatchObject([
    {
      outcome: 'further-check',
      code: '2Z',
      basis: 'hit-under-review',
      traveller_id: found.subject_id,
      decision_id: null,
    },
  ])
})

test('do-not-board requires two people and is then also sent unsolicited', async () => {
  const person = someone('VANTORRE', 'ILSE')
  await named('Vantorre', 'Ilse', person.document)
  const first = await stage.ask(paxlst([person]))
  const caseId = first.answer.people[0]?.caseId ?? ''
  await stage.refuse(caseId, analyst, supervisor)
  await stage.answerCases()
  const unsolicited = (await stage.answers()).filter((row) => row.kind === 'unsolicited')
  expect(unsolicited).toHaveLength(1)
  const body = await stage.act(
    async (tx) => tx.open<{ value: { body: string } }>(unsolicited[0] as never).value.value.body,
  )
  expect(read(body)).toMatchObject({
    document: '132',
    accessReference: 'ACCESS1',
    flight: '7N482',
    people: [{ code: '1Z', text: 'DO NOT BOARD', uniqueReference: person.reference }],
  })
  const rows = await stage.db
    .selectFrom('carrier_answer_person')
    .selectAll()
    .where('answer_id', '=', unsolicited[0]?.id ?? '')
    .execute()
  expect(rows).toMatchObject([
    { outcome: 'do-not-board', basis: 'decision', case_id: caseId, decision_id: expect.any(String) },
  ])

  await stage.answerCases()
  expect((await stage.answers()).filter((row) => row.kind === 'unsolicited')).toHaveLength(1)
  const again = await stage.ask(paxlst([person], { at: '261124:0700' }))
  expect(again.answer.people).toMatchObject([{ outcome: 'do-not-board', code: '1Z', basis: 'decision' }])
})

test('a clearing decision or a withdrawn signal is answered OK to board', async () => {
  const cleared = someone('FERREIRINHA', 'DUARTE')
  const freed = someone('LINDQVARD', 'PER')
  await named('Ferreirinha', 'Duarte', cleared.document)
  const signal = await named('Lindqvard', 'Per', freed.document)
  const { answer } = await stage.ask(paxlst([cleared, freed]))
  expect(answer.people.map((person) => person.outcome)).toEqual(['further-check', 'further-check'])
  await stage.clear(answer.people[0]?.caseId ?? '', analyst)
  await stage.withdraw(signal)
  await stage.answerCases()
  const again = await stage.ask(paxlst([cleared, freed], { at: '261124:0705' }))
  expect(again.answer.people.map((person) => [person.outcome, person.basis])).toEqual([
    ['ok-to-board', 'decision'],
    ['ok-to-board', 'no-hit'],
  ])
})

test('people without identifying data are answered insufficient-data', async () => {
  const { answer, content } = await stage.ask(
    paxlst([
      { surname: 'NOBODYSON', given: 'KIM', reference: 'ABOX1' },
      { surname: '', given: 'ANONYMA', birth: '19900101', document: 'AN5550001', reference: 'ABOX2' },
    ]),
  )
  expect(answer.people.map((person) => person.outcome)).toEqual(['insufficient-data', 'insufficient-data'])
  expect(read(content.body)?.people.map((person) => person.code)).toEqual(['4Z', '4Z'])
})

test('if matching takes too long, the policy answers in time and the result follows', async () => {
  const person = someone('HAVERKATE', 'SANNE')
  const deadlineMs = 300
  // The reserve for storing the answer is not used up.
  const steps = { ...stage.interactive.steps, ...notAtOnce, match: stuckStep(deadlineMs - reserveMs(deadlineMs)) }
  const { answer, content } = await stage.ask(paxlst([person]), {
    steps,
    interactive: { deadlineMs, timeoutOutcome: 'further-check' },
  })
  expect(answer).toMatchObject({
    timedOut: true,
    people: [{ outcome: 'further-check', code: '2Z', basis: 'policy-timeout', caseId: null }],
  })
  expect(read(content.body)?.people).toMatchObject([{ code: '2Z' }])
  const alarms = await stage.db.selectFrom('alarm').selectAll().where('code', '=', 'interactive-timeout').execute()
  expect(alarms.at(-1)?.detail).toMatchObject({ answer: answer.id, deadlineMs })

  const before = (await stage.answers()).length
  stage.later(5)
  await finishInteractive(stage.interactive, { answerId: answer.id })
  await finishInteractive(stage.interactive, { answerId: answer.id })
  const notified = (await stage.answers()).slice(before)
  expect(notified).toMatchObject([{ kind: 'unsolicited', message_id: expect.any(String) }])
  const rows = await stage.db
    .selectFrom('carrier_answer_person')
    .selectAll()
    .where('answer_id', '=', notified[0]?.id ?? '')
    .execute()
  expect(rows).toMatchObject([{ outcome: 'ok-to-board', basis: 'no-hit', traveller_id: expect.any(String) }])
})

test('if a step or the database fails, the policy answers, and never adversely', async () => {
  const interactive = { deadlineMs: 300, timeoutOutcome: 'further-check' as const }
  const reserve = reserveMs(interactive.deadlineMs)
  const hang = () => ({
    steps: { ...stage.interactive.steps, ...notAtOnce, read: stuckStep(interactive.deadlineMs - reserve) },
  })
  const fails = { ...stage.interactive.steps, ...notAtOnce, read: () => Promise.reject(new Error('broken')) }
  const storesNot = () => {
    const stuck = stuckStep(interactive.deadlineMs)
    return {
      steps: { ...stage.interactive.steps, ...notAtOnce },
      store: {
        ...stage.deps.store,
        for: (...args: Parameters<typeof stage.deps.store.for>) => {
          const access = stage.deps.store.for(...args)
          return {
            transaction: ((intent, work) =>
              intent.type === 'answer.sent' ? stuck() : access.transaction(intent, work)) as typeof access.transaction,
          }
        },
      },
    }
  }
  for (const one of [hang, () => ({ steps: fails }), storesNot]) {
    const more = one()
    const { answer } = await stage.ask(paxlst([someone('MERLEVEDE', 'KATRIEN')]), { interactive, ...more })
    expect(answer).toMatchObject({ timedOut: true, people: [{ outcome: 'further-check', basis: 'policy-timeout' }] })
  }
})

test('a repeated request gets the same bytes unless the outcome changed', async () => {
  const person = someone('GJERDRUM', 'SOLVEIG')
  const signal = await named('Gjerdrum', 'Solveig', person.document)
  const request = paxlst([person], { access: 'TWICE' })
  const first = await stage.ask(request)
  const count = (await stage.answers()).length
  const second = await stage.ask(request)
  expect(second.content.body).toBe(first.content.body)
  expect(second.answer.id).toBe(first.answer.id)
  expect(await stage.answers()).toHaveLength(count)
  stage.later(1)
  await stage.withdraw(signal)
  await stage.answerCases()
  stage.later(1)
  const third = await stage.ask(request)
  expect(third.answer.people).toMatchObject([{ outcome: 'ok-to-board', basis: 'no-hit' }])
})

test('an unreadable request is answered "unable to process"', async () => {
  const { content, unreadable } = await stage.ask(
    "UNB+UNOA:4+NORDVIK+NORLAND+261124:0700+9'UNH+1+ORDERS:D:96A:UN'UNT+2+1'UNZ+1+9'",
  )
  expect(read(content.body)?.errors).toMatchObject([{ code: '118' }])
  expect(unreadable?.map((finding) => finding.code)).toContain('MESSAGE_TYPE_UNKNOWN')
  const nothing = await stage.ask('hello')
  expect(read(nothing.content.body)?.errors).toMatchObject([{ code: '118' }])
  const twice = await stage.ask('hello')
  expect(twice.content.body).toBe(nothing.content.body)
  expect(twice.unreadable).toBeDefined()
})

test('an empty request is refused', async () => {
  await expect(stage.ask('')).rejects.toMatchObject({ code: 'empty-body' })
})

test('an answer stored too late does not count as sent', async () => {
  const person = someone('TENNEBEKK', 'INGEBORG')
  await named('Tennebekk', 'Ingeborg', person.document)
  const first = await stage.ask(paxlst([person], { access: 'LATE-1' }))
  await stage.refuse(first.answer.people[0]?.caseId ?? '', analyst, supervisor)
  const interactive = { deadlineMs: 2000, timeoutOutcome: 'further-check' as const }
  const stuck = stuckStep(interactive.deadlineMs)
  let release = () => {}
  const slow = new Promise<void>((resolve) => {
    release = resolve
  })
  let blocked = false
  const store = {
    ...stage.deps.store,
    for: (...args: Parameters<typeof stage.deps.store.for>) => {
      const access = stage.deps.store.for(...args)
      const transaction: typeof access.transaction = async (intent, work) => {
        if (intent.type === 'answer.sent' && !blocked) {
          blocked = true
          void stuck()
          await slow
        }
        return access.transaction(intent, work)
      }
      return { transaction }
    },
  }
  const steps = { ...stage.interactive.steps, ...notAtOnce }
  const late = await stage.ask(paxlst([person], { access: 'LATE-2' }), { store, steps, interactive })
  expect(late.answer).toMatchObject({ timedOut: true, people: [{ outcome: 'further-check', basis: 'policy-timeout' }] })
  release()
  const storedAnswer = async () => {
    const all = await stage.answers()
    return all.filter((answer) => answer.kind === 'response').at(-1)
  }
  await expect.poll(async () => (await storedAnswer())?.timed_out).toBe(true)
  await finishInteractive(stage.interactive, { answerId: (await storedAnswer())?.id ?? '' })
  const last = (await stage.answers()).at(-1)
  expect(last?.kind).toBe('unsolicited')
  const rows = await stage.db
    .selectFrom('carrier_answer_person')
    .selectAll()
    .where('answer_id', '=', last?.id ?? '')
    .execute()
  expect(rows).toMatchObject([{ outcome: 'do-not-board', basis: 'decision' }])
})

test('concurrent jobs about one traveller send one answer', async () => {
  const person = someone('UFUOMA', 'BLESSING')
  await named('Ufuoma', 'Blessing', person.document)
  const { answer } = await stage.ask(paxlst([person]))
  await stage.clear(answer.people[0]?.caseId ?? '', analyst)
  const before = (await stage.answers()).length
  await Promise.all([stage.answerCases(), stage.answerCases(), stage.answerCases()])
  expect((await stage.answers()).slice(before)).toHaveLength(1)
})

test('no answer is sent after departure', async () => {
  const person = someone('ACHTERBERG', 'JOOST')
  await named('Achterberg', 'Joost', person.document)
  const { answer } = await stage.ask(paxlst([person], { departs: '2611241435' }))
  stage.later(12 * 3600)
  await stage.clear(answer.people[0]?.caseId ?? '', analyst)
  const before = (await stage.answers()).length
  await stage.answerCases()
  expect(await stage.answers()).toHaveLength(before)
})

test('reading matches a new traveller, so that a question needs no second matching', async () => {
  const matched: string[][] = []
  const { steps } = stage.interactive
  const match: typeof steps.match = (request) => {
    matched.push(request.subjectIds)
    return steps.match(request)
  }
  const signal = someone('STORVIK', 'HEDDA')
  await named('Storvik', 'Hedda', signal.document)
  const { answer } = await stage.ask(paxlst([signal]), { steps: { ...steps, ...notAtOnce, match } })
  expect(answer.people).toMatchObject([{ outcome: 'further-check' }])
  expect(matched).toEqual([[]])
})
