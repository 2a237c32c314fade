/** Measures signals between nodes: the time to arrive, match and stop; backlogs, access decisions, TAXII, blind checks. */
import type { Figure, Findings } from '../report/figure.ts'
import { runBench } from '../report/run-bench.ts'
import { checkDecisions, measureDecisions, measureLists } from './measure-access.ts'
import { measureBlind } from './measure-blind.ts'
import { measureBacklog, measureDelivery, measureMatch } from './measure-delivery.ts'
import { measureTaxii } from './measure-taxii.ts'
import { startNetwork } from './network.ts'

const options = {
  only: { is: '', what: 'parts, with commas: deliver, backlog, lists, taxii, decide, blind' },
  nodes: { is: 3, what: 'nodes, 2 to 5: one shares, the others receive' },
  changes: { is: 60, what: 'changes measured one by one' },
  signals: { is: 100_000, what: 'signals shared while a node is away; lists and TAXII read them' },
  cases: { is: 10_000, what: 'random access decisions compared with the SQL' },
  items: { is: 1000, what: 'items of a blind check' },
  set: { is: 10_000, what: 'documents in the set whose tokens are computed' },
  kept: { is: 1_000_000, what: 'tokens in the set; those beyond --set are random' },
  seed: { is: 26, what: 'seed of the random decisions' },
  full: { is: false, what: 'five nodes, a million signals, a million documents in the set' },
}
const smallCollection = 2000

await runBench('exchange', options, async (given): Promise<Findings> => {
  const size = given.full ? { ...given, nodes: 5, signals: 1_000_000, set: 1_000_000 } : given
  const wanted = (part: string) => given.only === '' || given.only.split(',').includes(part)
  const figures: Figure[] = []
  const faults: string[] = []
  const add = (made: { figures: Figure[]; faults?: string[] }) => {
    figures.push(...made.figures)
    faults.push(...(made.faults ?? []))
  }
  if (['deliver', 'backlog', 'lists', 'taxii'].some(wanted)) {
    const network = await startNetwork(Math.min(5, Math.max(2, size.nodes)))
    try {
      if (wanted('deliver')) {
        add(await measureDelivery(network, await network.addAgreement(['person']), size.changes))
        add(await measureMatch(network, await network.addAgreement(['media-hash']), size.changes))
      }
      const agreement = await network.addAgreement(['person'])
      const online = Math.min(5000, Math.ceil(size.signals / 5))
      if (['backlog', 'lists', 'taxii'].some(wanted)) {
        const backlog = await measureBacklog(network, agreement, { online, away: size.signals })
        if (wanted('backlog')) add(backlog)
      }
      if (wanted('lists')) add({ figures: await measureLists(network.members.slice(0, 2), size.signals + online, 40) })
      if (wanted('taxii')) {
        const small = { agreement: await network.addAgreement(['person']), objects: smallCollection }
        add(await measureTaxii(network, { agreement, signals: size.signals + online }, small, 40))
      }
    } finally {
      await network.stop()
    }
  }
  if (wanted('decide')) {
    add(measureDecisions())
    add(checkDecisions(size.cases, size.seed))
  }
  if (wanted('blind')) add(measureBlind(size.items, size.set, size.kept))
  return { seed: String(given.seed), figures, faults }
})
