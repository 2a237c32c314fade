import type { Poster } from '../node/post.ts'
import { sendAtRate } from '../node/send-at-rate.ts'
import type { openOwnerPool } from '../node/wait-until-done.ts'
import type { Figure } from '../report/figure.ts'
import { percentile } from '../report/percentile.ts'

type Pool = ReturnType<typeof openOwnerPool>
const perSecond = 50
const pollMs = 20
const longestMs = 60_000

/** Sends waybills at 50 a second and measures how long after the start of its reading, and after its receipt, each has its lane. */
export async function measureDelay(
  pool: Pool,
  poster: Poster,
  waybills: readonly Uint8Array[],
  faults: string[],
): Promise<Figure[]> {
  /** When each message was sent, by its id. */
  const waiting = new Map<string, number>()
  const delays: { reading: number; receipt: number }[] = []
  let isSent = false
  const watching = (async () => {
    const begun = performance.now()
    while (!(isSent && waiting.size === 0) && performance.now() - begun < longestMs) {
      const { rows } = await pool.query<{ id: string; at: Date }>(
        `select f.message_id as id, r.at from unnest($1::uuid[]) as w (id) join cargo_filing f on f.message_id = w.id
         join reading r on r.message_id = f.message_id
         where exists (select from cargo_assessment a where a.consignment_id = f.consignment_id)`,
        [[...waiting.keys()]],
      )
      const now = Date.now()
      for (const { id, at } of rows) {
        const sent = waiting.get(id)
        if (sent === undefined) continue
        delays.push({ reading: now - at.getTime(), receipt: now - sent })
        waiting.delete(id)
      }
      await new Promise((resolve) => setTimeout(resolve, pollMs))
    }
  })()
  await sendAtRate(waybills, perSecond, async (bytes) => {
    const sent = Date.now()
    const { status, body } = await poster.post('/v1/cargo/messages', bytes, { 'content-type': 'application/xml' })
    if (status === 202) waiting.set((JSON.parse(body) as { id: string }).id, sent)
    else faults.push(`answered ${status}: ${body.slice(0, 120)}`)
  })
  isSent = true
  await watching
  if (waiting.size > 0) faults.push(`${waiting.size} waybills have no lane after a minute`)
  const figure = (name: string, of: 'reading' | 'receipt', more: Partial<Figure>): Figure => ({
    name: `${perSecond} messages a second, lane after ${name}, p95`,
    value: percentile(
      delays.map((delay) => delay[of]),
      0.95,
    ),
    unit: 'ms',
    ...more,
  })
  const goal = { is: 'at most', value: 250 } as const
  const note = `${delays.length} messages; asked every ${pollMs} ms, which is part of it`
  return [
    figure('the start of its reading', 'reading', { goal, note }),
    figure('its receipt', 'receipt', {
      note: 'messages that arrive steadily are gathered for 300 ms and read together',
    }),
  ]
}
