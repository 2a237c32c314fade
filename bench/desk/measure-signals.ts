import {
  createWatchList,
  globalSetup,
  importIntoList,
  type SignedIn,
  startTestNode,
  watchListUnXml,
} from '@entente/testkit'
import type { Figure, Findings } from '../report/figure.ts'
import { percentile } from '../report/percentile.ts'
import { listTerms } from './list-terms.ts'

const seed = '7'
const signals = 20_000
/** Requests of each kind; the first five are not counted. */
const requests = 45
const mostMs = 300

/** Measures the list of many signals: search by part, each sort, a far page and a filter, beside one small statement. */
export async function measureSignals(): Promise<Pick<Findings, 'figures' | 'faults'>> {
  const [figures, faults]: [Figure[], string[]] = [[], []]
  const endServer = await globalSetup()()
  const node = await startTestNode()
  try {
    const officer = await node.signIn('officer')
    const call: SignedIn['call'] = (method, path, body) => officer.call(method, path, body)
    const made = await call('POST', '/v1/lists', { title: 'Bench', format: 'un-xml', terms: listTerms })
    const { id } = made.body as { id: string }
    await importIntoList({ call }, id, Buffer.from(watchListUnXml(createWatchList(seed, signals))))
    for (let complete = false; !complete; ) {
      const { body } = await call('GET', '/v1/signals?sort=name&limit=1')
      complete = (body as { complete: boolean }).complete
      if (!complete) await new Promise((resolve) => setTimeout(resolve, 500))
    }
    const { body } = await call('GET', '/v1/signals?limit=1')
    const { total } = body as { total: number }
    const timed = async (name: string, ask: (turn: number) => [string, string, object?], goal: boolean) => {
      const times: number[] = []
      for (let turn = 0; turn < requests; turn += 1) {
        const from = performance.now()
        const { status } = await call(...ask(turn))
        times.push(performance.now() - from)
        if (status !== 200) faults.push(`${name}: ${status}`)
      }
      const counted = times.slice(5)
      const note = `median ${percentile(counted, 0.5).toFixed(0)} ms; ${total.toLocaleString('en')} signals`
      const value = percentile(counted, 0.95)
      figures.push({
        name: `${name}, p95`,
        value,
        unit: 'ms',
        note,
        ...(goal && { goal: { is: 'at most', value: mostMs } }),
      })
    }
    const parts = ['moha', 'ahma', 'ivan', 'alek', 'chen', 'hass', 'محمد', 'Алек']
    await timed('one statement (baseline: GET /v1/badges)', () => ['GET', '/v1/badges'], false)
    await timed('page of 100, last changed first', () => ['GET', '/v1/signals'], true)
    await timed(
      'search by 4 letters',
      (turn) => ['POST', '/v1/signals/find', { text: parts[turn % parts.length], part: true }],
      true,
    )
    await timed(
      'search by 4 letters, sorted by name',
      (turn) => ['POST', '/v1/signals/find', { text: parts[turn % parts.length], part: true, sort: 'name' }],
      true,
    )
    for (const sort of ['name', 'hits30', 'mistaken', 'reviewDue', 'validUntil'])
      await timed(
        `sorted by ${sort}`,
        (turn) => ['GET', `/v1/signals?sort=${sort}&direction=${turn % 2 === 0 ? 'up' : 'down'}`],
        true,
      )
    await timed('far page by name', (turn) => ['GET', `/v1/signals?sort=name&offset=${10_000 + 100 * turn}`], true)
    await timed('filter by action and kind', () => ['GET', '/v1/signals?action=discreet-check&kind=person'], true)
  } finally {
    await node.stop()
    await endServer()
  }
  return { figures, faults }
}
