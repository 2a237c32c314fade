import type { DraftAnswer, DraftBody } from '@entente/contracts'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { forgetDrafts } from '../app/drafts.ts'
import { ConnectionError, ProblemError } from '../parts/problem-error.ts'
import { DraftKeeper, keeperOf } from './keep-draft.ts'

const body = (text: string): DraftBody => ({
  ...{ outcome: 'adverse', act: 'do-not-board', reasons: ['same-document'], text },
  ...{ alternatives: [], hits: [], feedback: {}, details: [] },
})
const problem = (code: string, status: number) =>
  new ProblemError({
    ...{ type: 'about:blank', title: 'A title', status, detail: '', code, at: null, clauses: null, requestId: '' },
  })

/** A node that keeps one draft by the rules of the real one. */
function openNode() {
  const node = {
    stored: null as DraftAnswer['draft'],
    requests: [] as string[],
    failure: null as Error | null,
  }
  const answer = async <T>(give: () => T): Promise<T> => {
    if (node.failure !== null) throw node.failure
    return give()
  }
  const requests = () => ({
    read: () => answer(() => node.stored),
    keep: (draft: DraftBody, version: number, closing: boolean) =>
      answer(() => {
        node.requests.push(`${draft.text}${closing ? ' closing' : ''}`)
        if (node.stored !== null && node.stored.version !== version) throw problem('draft-newer', 409)
        const kept = { version: Date.now(), keptAt: new Date(Date.now()).toISOString() }
        node.stored = { ...draft, ...kept }
        return kept
      }),
    remove: () =>
      answer(() => {
        node.stored = null
      }),
  })
  /** Opens the page in another tab or on another computer. */
  const openTab = () => {
    const keeper = new DraftKeeper(requests())
    const tab = { keeper, shown: null as DraftBody | null, type: (_text: string) => {} }
    keeper.take = (draft) => {
      tab.shown = draft
    }
    tab.type = (text) => {
      tab.shown = body(text)
      keeper.changed(tab.shown)
    }
    return tab
  }
  return { node, openTab }
}

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-24T12:00:00.000Z') })
})
afterEach(() => {
  vi.useRealTimers()
})
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

test('a draft is kept a second after the last key, and every five seconds at most', async () => {
  const { node, openTab } = openNode()
  const tab = openTab()
  tab.type('a')
  await pass(999)
  expect(node.requests).toEqual([])
  await pass(1)
  expect(node.requests).toEqual(['a'])
  expect(tab.keeper.state).toMatchObject({ status: 'kept', keptAt: '2026-11-24T12:00:01.000Z' })
  for (let key = 0; key < 20; key += 1) {
    tab.type(`a${'b'.repeat(key + 1)}`)
    await pass(500)
  }
  expect(node.requests).toHaveLength(3)
  await pass(1_000)
  expect(node.stored?.text).toBe(`a${'b'.repeat(20)}`)
})

test('a hidden page keeps its draft at once, with a request that outlives the page', async () => {
  const { node, openTab } = openNode()
  const tab = openTab()
  tab.type('half a sen')
  await tab.keeper.flush(true)
  expect(node.requests).toEqual(['half a sen closing'])
})

test('another computer shows the draft again, and throws it away for all', async () => {
  const { node, openTab } = openNode()
  const first = openTab()
  first.type('The scan is marked manual entry.')
  await pass(1_000)
  const other = openTab()
  await other.keeper.load()
  expect(other.shown).toEqual(body('The scan is marked manual entry.'))
  expect(other.keeper.state).toMatchObject({ status: 'kept', foundAt: '2026-11-24T12:00:01.000Z' })
  await other.keeper.throwAway()
  expect([node.stored, other.shown, other.keeper.state.foundAt]).toEqual([null, null, null])
})

test('of two tabs the newer draft is shown where nothing is unsaved', async () => {
  const { openTab } = openNode()
  const [one, two] = [openTab(), openTab()]
  one.type('one')
  await pass(1_000)
  await two.keeper.load()
  two.type('one and two')
  await pass(1_000)
  await one.keeper.load()
  expect(one.shown?.text).toBe('one and two')
})

test('of two tabs with unsaved words neither is overwritten until the person chooses', async () => {
  const { node, openTab } = openNode()
  const [one, two] = [openTab(), openTab()]
  one.type('one')
  await pass(1_000)
  await two.keeper.load()
  two.type('two')
  await pass(1_000)
  one.type('one, longer')
  await pass(2_000)
  expect(one.keeper.state).toMatchObject({ status: 'newer', newerAt: node.stored?.keptAt })
  expect([node.stored?.text, one.shown?.text]).toEqual(['two', 'one, longer'])
  one.type('one, still longer')
  await pass(10_000)
  expect(node.stored?.text).toBe('two')
  await one.keeper.keepThis()
  expect(node.stored?.text).toBe('one, still longer')
  await two.keeper.load()
  expect(two.shown?.text).toBe('one, still longer')
})

test('a person may take the newer draft of the other tab', async () => {
  const { node, openTab } = openNode()
  const [one, two] = [openTab(), openTab()]
  two.type('two')
  await pass(1_000)
  one.type('one')
  await pass(2_000)
  one.keeper.takeNewer()
  expect(one.shown?.text).toBe('two')
  one.type('two and more')
  await pass(1_000)
  expect(node.stored?.text).toBe('two and more')
})

test('without the node the draft stays in this tab, and is kept once the node answers', async () => {
  const { node, openTab } = openNode()
  const tab = openTab()
  node.failure = new ConnectionError('gone')
  tab.type('words')
  await pass(1_000)
  expect([tab.keeper.state.status, tab.keeper.isUnsaved]).toEqual(['tab-only', true])
  node.failure = null
  await pass(5_000)
  expect([tab.keeper.state.status, node.stored?.text]).toEqual(['kept', 'words'])
  // A session that ended is no loss either: the person signs in again.
  node.failure = problem('sign-in-needed', 401)
  tab.type('words and more')
  await pass(1_000)
  expect(tab.keeper.state.status).toBe('tab-only')
  node.failure = problem('case-decided', 409)
  await pass(5_000)
  expect(tab.keeper.state).toMatchObject({ status: 'refused', because: 'A title' })
})

test('a draft is not written again after its decision was recorded', async () => {
  const { node, openTab } = openNode()
  const tab = openTab()
  tab.type('words')
  tab.keeper.end()
  await pass(10_000)
  await tab.keeper.flush(true)
  expect(node.requests).toEqual([])
})

test('another person who signs in gets no draft of the one before', () => {
  forgetDrafts('first person')
  const keeper = keeperOf('c', 'first')
  keeper.changed(body('Only for the first person.'))
  forgetDrafts('first person')
  expect(keeperOf('c', 'first')).toBe(keeper)
  forgetDrafts('second person')
  expect(keeperOf('c', 'first')).not.toBe(keeper)
  expect(keeperOf('c', 'first').isUnsaved).toBe(false)
})
