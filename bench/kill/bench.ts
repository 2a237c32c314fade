/** Kills the node and its database while messages arrive. No acknowledged message may be lost, and no work may be done twice or in part. */
import type { Figure, Findings } from '../report/figure.ts'
import { percentile } from '../report/percentile.ts'
import { runBench } from '../report/run-bench.ts'
import { showProgress } from '../report/show-progress.ts'
import { summed } from '../report/sum-faults.ts'
import { type KillReport, runKill } from './run-kill.ts'

const options = {
  messages: { is: 5000, what: 'messages sent' },
  'node-kills': { is: 20, what: 'kills of the node' },
  'postgres-kills': { is: 5, what: 'kills of its database server' },
  external: { is: false, what: 'with DATABASE_URL: a PostgreSQL beside the node is killed and stopped' },
  'full-disks': { is: 0, what: 'times that the disk of data and log fills (needs root)' },
  seed: { is: 1, what: 'seed of messages and times' },
  'no-compare': { is: false, what: 'leave out the second node, without kills' },
}

await runBench('kill', options, async (given): Promise<Findings> => {
  const { messages, seed } = given
  const progress = showProgress('messages acknowledged', messages)
  const report = await runKill({
    seed,
    messages,
    nodeKills: given['node-kills'],
    postgresKills: given['postgres-kills'],
    external: given.external,
    fullDisks: given['full-disks'],
    compare: !given['no-compare'],
    progress: progress.at,
  })
  progress.end()
  return { seed: String(seed), figures: figuresOf(report), faults: summed(report.faults) }
})

function figuresOf({
  sent,
  kills,
  restarts,
  seconds,
  uninterruptedSeconds,
  cases,
  travellers,
  faults,
  diskSkipped,
}: KillReport): Figure[] {
  const figures: Figure[] = [
    {
      name: 'acknowledged',
      value: sent.acknowledged.size,
      unit: 'messages',
      note: `${sent.posts} posts, ${sent.repetitions} acknowledged as repetitions; ${travellers} travellers, ${cases} cases`,
    },
    { name: 'node killed', value: kills.node, unit: 'times' },
    { name: 'database killed', value: kills.postgres, unit: 'times' },
    {
      name: 'disk filled',
      value: kills.disk,
      unit: 'times',
      ...(diskSkipped === null ? {} : { note: `skipped: ${diskSkipped}` }),
    },
    { name: 'refused with 503', value: sent.refused, unit: 'posts' },
    { name: 'violations', value: faults.length, unit: '', goal: { is: 'at most', value: 0 } },
    {
      name: 'until no job was left',
      value: seconds.sending + seconds.draining,
      unit: 's',
      ...(uninterruptedSeconds === null ? {} : { beside: { name: 'without kills', value: uninterruptedSeconds } }),
    },
  ]
  if (restarts.length > 0) {
    figures.push({
      name: 'kill to ready again, median',
      value: percentile(restarts, 0.5),
      unit: 'ms',
      note: `slowest ${Math.max(...restarts).toFixed(0)} ms`,
    })
  }
  return figures
}
