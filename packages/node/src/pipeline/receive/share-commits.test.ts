import { afterAll, beforeAll, expect, test } from 'vitest'
import { paxlst } from '../../gateways/travel/edifact.fixture.ts'
import { openTravelStage, type TravelStage } from '../../gateways/travel/travel.fixture.ts'
import type { ReceiveDeps } from './receive-message.ts'
import { shareCommits } from './share-commits.ts'

let stage: TravelStage
beforeAll(async () => {
  stage = await openTravelStage()
})
afterAll(() => stage.close())

const list = (n: number) => Buffer.from(paxlst([{ surname: 'AUNE', given: `MARTE${n}` }], { flight: '7N0400' }))
const incoming = (bytes: Buffer, sender = stage.sender) => ({
  ...{ sender, channel: 'https' as const, bytes, format: 'PAXLST' as const },
})
/** Counts the transactions of the access store. */
function counted(deps: ReceiveDeps = stage.deps): { deps: ReceiveDeps; count: () => number } {
  let count = 0
  const store: ReceiveDeps['store'] = {
    ...deps.store,
    for: (...given) => {
      const access = deps.store.for(...given)
      return {
        transaction: (...work) => {
          count += 1
          return access.transaction(...work)
        },
      }
    },
  }
  return { deps: { ...deps, store }, count: () => count }
}
const stored = () => stage.db.selectFrom('message').select('id').execute()
const entries = () =>
  stage.db.selectFrom('audit.entry').select(['actor', 'details']).where('type', '=', 'message.receive').execute()

test('messages that arrive together share commits, each with its receipt and log entry', async () => {
  const { deps, count } = counted()
  const receive = shareCommits(deps)
  const receipts = await Promise.all(Array.from({ length: 40 }, (_, n) => receive(incoming(list(n)))))
  expect(count()).toBeLessThan(8)
  expect(new Set(receipts.map(({ id }) => id)).size).toBe(40)
  expect(receipts.every(({ duplicate }) => !duplicate)).toBe(true)
  expect(await stored()).toHaveLength(40)
  const ids = (await entries()).map(({ details }) => JSON.parse(String(details)).message)
  expect(ids.sort()).toEqual(receipts.map(({ id }) => id).sort())
})

test('the same bytes in one commit get one id, and every repetition says so', async () => {
  const receive = shareCommits(stage.deps)
  const receipts = await Promise.all(Array.from({ length: 10 }, () => receive(incoming(list(100)))))
  const repeated = receipts.filter(({ duplicate }) => duplicate)
  expect([new Set(receipts.map(({ id }) => id)).size, repeated.length]).toEqual([1, 9])
  expect(repeated.every(({ id, duplicateOf }) => duplicateOf === id)).toBe(true)
})

test('senders never share a commit, so that each entry names its own sender', async () => {
  const other = await stage.addSender('Zephyr Air')
  const receive = shareCommits(stage.deps)
  const receipts = await Promise.all(
    [200, 201, 202, 203].map((n) => receive(incoming(list(n), n % 2 === 0 ? other : stage.sender))),
  )
  const all = await entries()
  const [a, b, c, d] = receipts.map(
    ({ id }) => all.find(({ details }) => JSON.parse(String(details)).message === id)?.actor,
  )
  expect([a, b]).toEqual([c, d])
  expect(a).not.toBe(b)
})

test('a message that cannot be stored does not refuse those that share its commit', async () => {
  const broken: ReceiveDeps = {
    ...stage.deps,
    store: {
      ...stage.deps.store,
      for: (actor, context) => ({
        transaction: (intent, work) =>
          stage.deps.store.for(actor, context).transaction(intent, (tx) =>
            work({
              ...tx,
              db: tx.db,
              now: tx.now,
              purpose: tx.purpose,
              sealRaw(id, bytes, clocks) {
                if (Buffer.from(bytes).includes('MARTE304')) throw new Error('no space left')
                return tx.sealRaw(id, bytes, clocks)
              },
              note: (details) => tx.note(details),
              log: (entry) => tx.log(entry),
            } as typeof tx),
          ),
      }),
    },
  }
  const receive = shareCommits(broken)
  const results = await Promise.allSettled([300, 301, 302, 303, 304, 305].map((n) => receive(incoming(list(n)))))
  expect(results.map(({ status }) => status === 'rejected')).toEqual([false, false, false, false, true, false])
  expect(results[4]).toMatchObject({ reason: { code: 'not-durable', status: 503 } })
})

test('an empty message is refused without a transaction', async () => {
  const { deps, count } = counted()
  await expect(shareCommits(deps)(incoming(Buffer.alloc(0)))).rejects.toMatchObject({ code: 'empty-body' })
  expect(count()).toBe(0)
})

test('a sender with a thousand waiting messages is refused at once', async () => {
  let release = () => {}
  const slow = new Promise<void>((resolve) => {
    release = resolve
  })
  const store: ReceiveDeps['store'] = {
    ...stage.deps.store,
    for: (...given) => ({
      transaction: async (...work) => {
        await slow
        return stage.deps.store.for(...given).transaction(...work)
      },
    }),
  }
  const receive = shareCommits({ ...stage.deps, store })
  const sent = Array.from({ length: 1010 }, () => receive(incoming(list(400))).catch((error) => error.code as string))
  // Two messages are in commits, and a thousand wait.
  expect(await Promise.all(sent.slice(1002))).toEqual(Array(8).fill('overloaded'))
  release()
  const receipts = await Promise.all(sent.slice(0, 1002))
  expect(receipts.every((receipt) => typeof receipt === 'object')).toBe(true)
})
