import type { SignedIn } from '@entente/testkit'
import { expectOk } from '../node/set-up-node.ts'

interface CasePage {
  id: string
  version: number
  hits: { id: string }[]
}
const purpose = { 'entente-purpose': 'border-control' }
/** The node is started with the least time that a person must view a case, five seconds. */
const viewSeconds = 6
const tries = 5

/**
 * Views an open case that is not in `decided` and clears it, as an analyst does. If a message changes the case meanwhile,
 * takes the next one. Returns the id of the case; null if none could be decided.
 */
export async function decideCase(analyst: SignedIn, decided: ReadonlySet<string>): Promise<string | null> {
  const { items } = (await expectOk(analyst.call('GET', '/v1/cases?limit=50'))) as { items: CasePage[] }
  for (const { id } of items.filter((one) => !decided.has(one.id)).slice(0, tries)) {
    for (let second = 0; second <= viewSeconds; second++) {
      await expectOk(analyst.call('POST', `/v1/cases/${id}/view`, {}, purpose))
      await new Promise((resolve) => setTimeout(resolve, 1000))
    }
    const page = (await expectOk(analyst.call('GET', `/v1/cases/${id}`, undefined, purpose))) as CasePage
    const body = {
      ...{ outcome: 'no-action', act: 'ok-to-board', reasons: ['different-person'], details: null },
      ...{ version: page.version, hits: page.hits.map((hit) => hit.id) },
      alternativesConsidered: ['Somebody else of the same name.'],
      text: 'Both sides were compared field by field for this invented case.',
    }
    const proposed = await analyst.call('POST', `/v1/cases/${id}/proposal`, body, purpose)
    if (proposed.status === 409) continue
    await expectOk(Promise.resolve(proposed))
    return id
  }
  return null
}
