import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { fail } from '../../../errors.ts'
import { paxlst } from '../edifact.fixture.ts'
import { openAnswerJournal } from './answer-journal.ts'
import {
  type InteractiveStage,
  notAtOnce,
  openInteractiveStage,
  someone,
  stuckStep,
} from './interactive-stage.fixture.ts'
import { reserveMs } from './settings.ts'
import { storeJournaled } from './store-journaled.ts'

let stage: InteractiveStage
beforeAll(async () => {
  stage = await openInteractiveStage()
})
afterAll(() => stage?.close())
afterEach(() => {
  vi.useRealTimers()
})

/** A journal of its own, because answers of other tests wait for steps that never end. */
function openJournal() {
  const folder = join(stage.deps.dataRoot, randomUUID())
  mkdirSync(folder)
  const journal = openAnswerJournal(folder, stage.deps.store.files)
  return { journal, folder: join(folder, 'journal'), count: async () => (await journal.list()).length }
}
const never = new AbortController().signal
const answersWith = async (id: string) => (await stage.answers()).filter((answer) => answer.id === id)

test('a request that is not durable in time is answered by policy from the journal', async () => {
  const interactive = { deadlineMs: 300, timeoutOutcome: 'further-check' as const }
  const { journal, folder, count } = openJournal()
  let release = () => {}
  const slow = new Promise<void>((resolve) => {
    release = resolve
  })
  const stuck = stuckStep(interactive.deadlineMs - reserveMs(interactive.deadlineMs))
  const { steps } = stage.interactive
  const receive: typeof steps.receive = async (incoming) => {
    void stuck()
    await slow
    return steps.receive(incoming)
  }
  const { answer } = await stage.ask(paxlst([someone('KVALSUND', 'ELLEN')]), {
    ...{ interactive, journal, steps: { ...steps, ...notAtOnce, receive } },
  })
  expect(answer).toMatchObject({ timedOut: true, people: [{ outcome: 'further-check', basis: 'policy-timeout' }] })
  // The worker leaves the entry alone until its request has ended: the late answer must not be stored after it.
  expect(readdirSync(folder)).toEqual([`${answer.id}.json`])
  expect(await count()).toBe(0)
  expect(await answersWith(answer.id)).toEqual([])
  release()
  await expect.poll(() => readdirSync(folder)).toEqual([])
  expect(await answersWith(answer.id)).toMatchObject([{ kind: 'response', timed_out: true }])
})

test('if the database refuses the request, the journal keeps the answer until it can be stored', async () => {
  const steps = { ...stage.interactive.steps, ...notAtOnce, receive: () => Promise.reject(fail('not-durable')) }
  const { journal, count } = openJournal()
  let asked = 0
  const storeLater = () => {
    asked += 1
  }
  const { answer } = await stage.ask(paxlst([someone('KVALSUND', 'RANDI')]), { steps, journal, storeLater })
  expect(answer).toMatchObject({ timedOut: true, people: [{ outcome: 'further-check' }] })
  await expect.poll(() => asked).toBe(1)
  expect(await count()).toBe(1)
  // As after a restart, twice: the node may be killed between storing the answer and removing the entry.
  const entries = await Promise.all((await journal.list()).map((id) => journal.read(id)))
  const restarted = { ...stage.interactive, journal }
  await storeJournaled(restarted, never)
  for (const entry of entries) {
    await journal.add(entry!)
    journal.release(entry!.id)
  }
  await storeJournaled(restarted, never)
  expect(await count()).toBe(0)
  expect(await answersWith(answer.id)).toHaveLength(1)
})

test('if neither the database nor the journal can be written, the request is refused', async () => {
  const steps = { ...stage.interactive.steps, ...notAtOnce, receive: () => Promise.reject(fail('not-durable')) }
  const journal = { ...openJournal().journal, add: () => Promise.reject(new Error('no space left')) }
  await expect(stage.ask(paxlst([someone('KVALSUND', 'TUVA')]), { steps, journal })).rejects.toMatchObject({
    ...{ code: 'not-durable', status: 503 },
  })
})

test('a request that is too large, or an entry too many, is refused', async () => {
  const { journal, folder } = openJournal()
  const entry = { id: randomUUID(), senderId: stage.sender.id, request: Buffer.alloc(2_000_000) }
  await expect(journal.add(entry)).rejects.toThrow('too large')
  mkdirSync(folder)
  for (let n = 0; n < 10_000; n += 1) writeFileSync(join(folder, `${n}.json`), '')
  await expect(journal.add({ ...entry, request: Buffer.alloc(1) })).rejects.toThrow('full')
})

test('a folder that cannot be listed does not count as empty', async () => {
  const { journal, folder } = openJournal()
  writeFileSync(folder, 'a file in place of the folder')
  await expect(journal.list()).rejects.toThrow('ENOTDIR')
  expect(await storeJournaled({ ...stage.interactive, journal }, never)).toBe(false)
})

test('an incomplete entry of the journal is removed', async () => {
  const { journal, folder } = openJournal()
  mkdirSync(folder)
  const id = randomUUID()
  writeFileSync(join(folder, `${id}.json`), '{"senderId":"')
  expect(await journal.read(id)).toBeNull()
  expect(readdirSync(folder)).toEqual([])
})

test('an entry that can never be stored is set aside, and others are stored', async () => {
  const { journal, folder } = openJournal()
  const request = Buffer.from(paxlst([someone('KVALSUND', 'MARI')]))
  const ids = [randomUUID(), randomUUID()].sort()
  for (const [place, id] of ids.entries()) {
    await journal.add({ id, senderId: place === 0 ? randomUUID() : stage.sender.id, request })
    journal.release(id)
  }
  expect(await storeJournaled({ ...stage.interactive, journal }, never)).toBe(true)
  expect(readdirSync(folder)).toEqual([`${ids[0]}.failed`])
  expect(await answersWith(ids[1]!)).toHaveLength(1)
})
