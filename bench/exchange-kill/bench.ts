/** Kills nodes at random while one node shares signals with two other nodes. Each signal must arrive once and in order. */
import { runBench } from '../report/run-bench.ts'
import { killWhileSharing } from './kill-while-sharing.ts'

const options = {
  signals: { is: 10_000, what: 'signals shared, in lists of a hundred' },
  kills: { is: 200, what: 'kills, each of a random node' },
  peers: { is: 2, what: 'receiving nodes, 4 at most' },
  seed: { is: 5, what: 'seed of nodes and moments' },
}

await runBench('exchange-kill', options, async (given) => {
  const log = (line: string) => process.stderr.write(`${line}\n`)
  const { signals, killed, lost, doubled, outOfOrder, refused, milliseconds } = await killWhileSharing({
    ...given,
    log,
  })
  const faults = [
    ...lost.map((id) => `lost: ${id}`),
    ...doubled.map((id) => `twice: ${id}`),
    ...(outOfOrder === 0 ? [] : [`${outOfOrder} entries out of order`]),
    ...(refused === 0 ? [] : [`${refused} entries refused`]),
  ]
  const violations = { name: 'violations', value: faults.length, unit: '', goal: { is: 'at most' as const, value: 0 } }
  return {
    seed: String(given.seed),
    faults: faults.slice(0, 20),
    figures: [
      { name: 'arrived', value: signals, unit: 'signals' },
      { name: 'node killed', value: killed, unit: 'times' },
      violations,
      { name: 'until all had arrived', value: Math.round(milliseconds / 1000), unit: 's' },
    ],
  }
})
