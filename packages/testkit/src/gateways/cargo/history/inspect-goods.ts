import type { InspectionDetail, InspectionList, InspectionResultRequest, InspectionRow } from '@entente/contracts'
import { answerOf } from '../../../client/answer-of.ts'
import type { Desk } from '../../../demo/history/case-steps.ts'
import { createRandom } from '../../../synthetic/random.ts'
import { drawPicture } from '../../content/draw-picture.ts'
import { goodsPerson } from './decide-goods.ts'

type Result = Pick<InspectionResultRequest, 'outcome'> & Partial<InspectionResultRequest>
/** The share of the drawn goods in which an inspector finds something, and in which only the data is wrong. */
const shares = { found: 0.07, dataError: 0.1 }
const inspector = 'inspector'

const found: Result = {
  outcome: 'found',
  found: [{ description: 'Pressure transducers, not declared', hs: '902620', unNumber: null, quantity: '24 pieces' }],
  reason: 'In two of the cartons, below the declared goods.',
}

/**
 * Records the results of all open orders whose goods have arrived: by chance, or `find` for the orders of officers. What
 * an officer's order found is photographed. Returns the keys of the consignments in which something was found.
 */
export async function inspectArrived(desk: Desk, { find }: { find: boolean }): Promise<Set<string>> {
  const who = await goodsPerson(desk, inspector)
  const { items } = await answerOf<InspectionList>(who.call('GET', '/v1/cargo/inspections?state=open&limit=100'))
  const now = desk.clock.now()
  const arrived = items.filter(({ dueAt }) => dueAt !== null && new Date(dueAt) <= now)
  const keys = new Set<string>()
  await Promise.all(
    arrived.map(async (order) => {
      const isOrdered = order.reasons.some(({ kind }) => kind === 'act')
      const result = isOrdered && find ? found : resultOf(desk, order, isOrdered)
      if (result.outcome === 'found') keys.add(order.key)
      const path = `/v1/cargo/inspections/${order.id}`
      const attachments: string[] = []
      if (isOrdered && result.outcome === 'found') {
        const { photos } = await answerOf<InspectionDetail>(who.call('POST', `${path}/photos`, drawPicture(31)))
        attachments.push(...photos.map(({ id }) => id))
      }
      await answerOf(who.call('POST', `${path}/result`, { ...result, attachments }))
    }),
  )
  return keys
}

/** Chooses a result by the key of the goods, so that each run gives the same. */
function resultOf({ seed }: Desk, { key }: InspectionRow, isOrdered: boolean): Result {
  if (isOrdered) return { outcome: 'nothing-found' }
  const at = createRandom(`inspection/${seed}/${key}`).next()
  if (at < shares.found) return found
  if (at < shares.found + shares.dataError) return { outcome: 'data-error', reason: 'Other packaging than declared.' }
  return { outcome: 'nothing-found' }
}
