import { expect, test } from 'vitest'
import { Budget } from './budget.ts'
import { Pace } from './pace.ts'

const codeOf = (work: () => unknown): string => {
  try {
    work()
    return 'ok'
  } catch (error) {
    return (error as { code: string }).code
  }
}

test('a caller is refused at its own limit and gets units after a release', () => {
  const budget = new Budget({ name: 'test', total: 10, each: 2 })
  const first = budget.take({ caller: 'a' })
  budget.take({ caller: 'a' })
  expect(codeOf(() => budget.take({ caller: 'a' }))).toBe('too-many-requests')
  expect(codeOf(() => budget.take({ caller: 'b' }))).toBe('ok')
  first.release()
  first.release()
  expect(budget.state()).toMatchObject({ inUse: 2, refused: { caller: 1, total: 0 } })
  expect(codeOf(() => budget.take({ caller: 'a' }))).toBe('ok')
})

test('strangers cannot use the reserved units', () => {
  const budget = new Budget({ name: 'test', total: 4, each: 4, reserved: 2 })
  budget.take({ caller: 'stranger', units: 2 })
  expect(codeOf(() => budget.take({ caller: 'other' }))).toBe('overloaded')
  expect(codeOf(() => budget.take({ caller: 'known', known: true, units: 2 }))).toBe('ok')
  expect(codeOf(() => budget.take({ caller: 'known', known: true }))).toBe('overloaded')
})

test('a lease that cannot grow keeps its earlier units', () => {
  const budget = new Budget({ name: 'test', total: 10, each: 5 })
  const lease = budget.take({ caller: 'a', units: 3 })
  lease.add(2)
  expect(codeOf(() => lease.add(1))).toBe('too-many-requests')
  expect(budget.state().inUse).toBe(5)
  lease.release()
  expect(budget.state().inUse).toBe(0)
})

test('known callers that wait come before strangers, each line in its order', async () => {
  const budget = new Budget({ name: 'test', total: 1, each: 1 })
  const held = budget.take({ caller: 'holder' })
  const order: string[] = []
  const work = async (caller: string, known: boolean) => {
    const lease = await budget.wait({ caller, known })
    order.push(caller)
    lease.release()
  }
  const all = [work('s1', false), work('s2', false), work('k1', true), work('k2', true)]
  held.release()
  await Promise.all(all)
  expect(order).toEqual(['k1', 'k2', 's1', 's2'])
  expect(budget.state().inUse).toBe(0)
})

test('a waiting caller at its own limit does not block the others', async () => {
  const budget = new Budget({ name: 'test', total: 2, each: 1 })
  const a = budget.take({ caller: 'a' })
  const b = budget.take({ caller: 'b' })
  const order: string[] = []
  const wait = async (caller: string) => {
    const lease = await budget.wait({ caller })
    order.push(caller)
    return lease
  }
  const [againA, c] = [wait('a'), wait('c')]
  b.release()
  ;(await c).release()
  a.release()
  ;(await againA).release()
  expect(order).toEqual(['c', 'a'])
})

/** Lets callers wait for the one unit of a budget, and returns the order in which they were served. */
async function orderOf(callers: readonly { caller: string; known: boolean }[], holder: string): Promise<string> {
  const budget = new Budget({ name: 'test', total: 1, each: 1 })
  const held = await budget.wait({ caller: holder, known: true })
  const order: string[] = []
  const all = callers.map(async (user) => {
    const lease = await budget.wait(user)
    order.push(user.caller)
    lease.release()
  })
  held.release()
  await Promise.all(all)
  return order.join(' ')
}
const of = (names: string, known: boolean) => names.split(' ').map((caller) => ({ caller, known }))

test('a caller that has work is not served before one that has none', async () => {
  expect(await orderOf(of('a a a b c b', true), 'a')).toBe('b c a b a a')
  const budget = new Budget({ name: 'test', total: 2, each: 2 })
  const [held, other] = [budget.take({ caller: 'a' }), budget.take({ caller: 'x' })]
  const order: string[] = []
  const waiting = ['a', 'b'].map((caller) => budget.wait({ caller }).then(() => order.push(caller)))
  other.release()
  await waiting[1]
  expect(order).toEqual(['b'])
  held.release()
  await Promise.all(waiting)
})

test('every fourth turn is a stranger’s while known callers wait', async () => {
  expect(await orderOf([...of('s t', false), ...of('a b c d e f g h', true)], 'z')).toBe('a b c s d e f t g h')
})

test('a pace limits in sum and by caller, and refills with time', () => {
  let now = 0
  const limits = { total: { burst: 3, perSecond: 1 }, each: { burst: 2, perSecond: 0.5 } }
  const pace = new Pace({ name: 'test', ...limits }, () => now)
  pace.take('a')
  pace.take('a')
  expect(codeOf(() => pace.take('a'))).toBe('too-many-requests')
  pace.take('b')
  expect(codeOf(() => pace.take('c'))).toBe('too-many-requests')
  expect(pace.state()).toMatchObject({ inUse: 3, refused: { caller: 1, total: 1 } })
  now = 1000
  expect(codeOf(() => pace.take('a'))).toBe('too-many-requests')
  pace.take('c')
  now = 3000
  pace.take('a')
})

test('returned units can be used again, and never exceed the burst', () => {
  const one = { burst: 1, perSecond: 0.001 }
  const pace = new Pace({ name: 'test', total: one, each: one }, () => 0)
  pace.take('a')
  pace.charge('a', -1)
  pace.charge('a', -1)
  pace.take('a')
  expect(codeOf(() => pace.take('a'))).toBe('too-many-requests')
})

test('a clock set back refills nothing, and forgotten callers are bounded', () => {
  let now = 1e9
  const total = { burst: 1e6, perSecond: 1 }
  const pace = new Pace({ name: 'test', total, each: { burst: 1, perSecond: 1 } }, () => now)
  pace.take('a')
  now -= 1e6
  expect(codeOf(() => pace.take('a'))).toBe('too-many-requests')
  for (let n = 0; n < 10_001; n += 1) pace.take(`caller ${n}`)
  expect(codeOf(() => pace.take('a'))).toBe('ok')
})
