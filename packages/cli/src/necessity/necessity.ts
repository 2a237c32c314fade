import type { NecessityList, NecessityStanding } from '@entente/contracts'
import { nodeClient } from '../command/node-client.ts'
import { printResult, table } from '../command/output.ts'

interface Printed {
  json?: boolean
}
const read = async (): Promise<NecessityStanding[]> =>
  (await nodeClient({ impersonal: true }).call<NecessityList>('GET', '/v1/necessity')).standings

/** Lists everything that needs a record: what lapsed or lapses first comes first. */
export async function listNecessity({ json }: Printed): Promise<void> {
  const standings = await read()
  printResult(json, standings, () => table(standings.map(cells)))
}

/** Lists what lapsed, what is on without a record, and what lapses within so many days. Returns how many these are. */
export async function listLapsing(days: number, { json }: Printed): Promise<number> {
  const standings = (await read()).filter(
    ({ state, daysLeft }) => state === 'lapsed' || state === 'draft' || (daysLeft !== null && daysLeft <= days),
  )
  printResult(json, standings, () =>
    standings.length === 0 ? [`nothing lapses within ${days} days`] : table(standings.map(cells)),
  )
  return standings.length
}

const words: Record<NecessityStanding['state'], string> = {
  missing: 'off: no record',
  draft: 'on without a record',
  current: 'on',
  lapsed: 'off: lapsed',
}

const cells = ({ subject: { type, id }, name, state, until, draft }: NecessityStanding): string[] => [
  words[state],
  `${type}:${id}`,
  until ?? '-',
  [name ?? '', draft === null ? '' : 'a draft waits for approval'].filter((part) => part !== '').join('; '),
]
