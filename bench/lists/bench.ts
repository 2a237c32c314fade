/** Measures how long an import, a rollback and their jobs block the event loop of a node. */
import { endOfListTask, signInTo, watchListCsv, watchListJsonLines, watchListUnXml } from '@entente/testkit'
import { makeSignalList, renameAll } from '../data/make-signal-list.ts'
import { openPoster } from '../node/post.ts'
import type { Figure } from '../report/figure.ts'
import { runBench } from '../report/run-bench.ts'
import { makeNodeMessages } from '../travel/make-node-messages.ts'
import { startWatchedNode } from './start-watched-node.ts'

const options = {
  seed: { is: 1, what: 'seed of the list and of the travellers' },
  signals: { is: 20_000, what: 'entries of the list' },
  people: { is: 2_000, what: 'reservations of travellers who are compared' },
  format: { is: 'csv', what: 'csv, ftm or un-xml' },
}
const mostMs = 50
const writers = { csv: watchListCsv, ftm: watchListJsonLines, 'un-xml': watchListUnXml }
const terms = {
  reference: 'Invented list',
  purposes: ['border-control', 'terrorism-prevention'],
  lawfulBasis: { reference: 'Invented Act, section 4', validUntil: null },
  tlp: 'clear',
  pap: 'clear',
  confidence: 70,
  action: 'discreet-check',
  necessity: 'Needed to measure how a list is imported.',
  minor: false,
  validDays: 365,
  retainDays: 400,
  reviewDays: 90,
  agreements: [],
}

await runBench('lists', options, async ({ seed, signals, people, format }) => {
  const write = writers[format as keyof typeof writers]
  if (write === undefined) throw new Error(`--format is csv, ftm or un-xml, not ${format}.`)
  const { list, watched } = makeSignalList(String(seed), signals)
  const node = await startWatchedNode()
  const figures: Figure[] = []
  const faults: string[] = []
  const step = async (name: string, work: () => Promise<{ status: number; body: unknown } | null>) => {
    process.stderr.write(`${name}\n`)
    await node.ask('read')
    const started = performance.now()
    const done = await work()
    const { longest, p999 } = await node.ask('read')
    if (done !== null && done.status >= 400) faults.push(`${name}: ${done.status} ${JSON.stringify(done.body)}`)
    const took = ((performance.now() - started) / 1000).toFixed(1)
    const note = `1 in 1,000: ${p999.toFixed(0)} ms; the step took ${took} s`
    figures.push({ name, value: longest, unit: 'ms', goal: { is: 'at most', value: mostMs }, note })
    return (done?.body ?? {}) as Record<string, string>
  }
  try {
    process.stderr.write('travellers\n')
    const poster = openPoster(node.url, node.key)
    const { reservations } = makeNodeMessages(seed, watched, { reservations: people, pushes: 0, questions: 0 })
    for (const bytes of reservations) await poster.post('/v1/travel/messages', bytes)
    poster.close()
    await node.ask('drain')
    const officer = await signInTo(node.url, 'officer')
    const made = await officer.call('POST', '/v1/lists', { title: 'Bench', format, terms })
    const { id } = made.body as { id: string }
    for (const [what, entries] of [
      ['new', list],
      ['changed', renameAll(list)],
    ] as const) {
      const bytes = Buffer.from(write(entries))
      const { previewId } = await step(`preview, all ${what}`, () =>
        endOfListTask(officer, officer.call('POST', `/v1/lists/${id}/preview`, bytes)),
      )
      await step(`import, all ${what}`, () =>
        endOfListTask(officer, officer.call('POST', `/v1/lists/${id}/import`, { previewId })),
      )
      await step(`index and people, all ${what}`, async () => {
        await node.ask('drain')
        return null
      })
    }
    const reason = 'A rollback that is measured.'
    await step('rollback', () =>
      endOfListTask(officer, officer.call('POST', `/v1/lists/${id}/rollback`, { to: 1, reason })),
    )
    await step('list of signals', () => officer.call('GET', '/v1/signals?limit=200'))
  } finally {
    await node.stop()
  }
  return { seed: String(seed), figures, faults }
})
