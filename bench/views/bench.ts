/** Measures how long views of one large message (as received, as read, compared) block the event loop of a node. */
import { signInTo } from '@entente/testkit'
import { startWatchedNode } from '../lists/start-watched-node.ts'
import type { Figure } from '../report/figure.ts'
import { runBench } from '../report/run-bench.ts'
import { makeTravelMessages } from '../travel/make-messages.ts'

const options = {
  seed: { is: 1, what: 'seed of the messages' },
  megabytes: { is: 49, what: 'size of the message, 50 at most' },
}
const mostMs = 50
const views = [
  ['as received, in the middle', '/segments?from=400000&limit=400'],
  ['as read', '/reading'],
  ['what reading it again would change', '/diff?preview=true'],
] as const

await runBench('views', options, async ({ seed, megabytes }) => {
  const { messages } = makeTravelMessages(seed).big
  const parts: Uint8Array[] = []
  for (let size = 0; size < megabytes * 1e6; size += parts.at(-1)?.length ?? 0) {
    parts.push(messages[parts.length % messages.length] as Uint8Array)
  }
  const node = await startWatchedNode()
  const figures: Figure[] = []
  const faults: string[] = []
  try {
    const received = await fetch(`${node.url}/v1/travel/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${node.key}` },
      body: Buffer.concat(parts),
    })
    const { links } = (await received.json()) as { links: { self: string } }
    process.stderr.write('reading the message\n')
    await node.ask('drain')
    const analyst = await signInTo(node.url, 'analyst')
    for (const [name, path] of views) {
      process.stderr.write(`${name}\n`)
      await node.ask('read')
      const started = performance.now()
      const { status, body } = await analyst.call('GET', links.self + path)
      const took = ((performance.now() - started) / 1000).toFixed(1)
      const { longest, p999 } = await node.ask('read')
      if (status !== 200) faults.push(`${name}: ${status} ${JSON.stringify(body)}`)
      const note = `1 in 1,000: ${p999.toFixed(0)} ms; it took ${took} s`
      figures.push({ name, value: longest, unit: 'ms', goal: { is: 'at most', value: mostMs }, note })
    }
  } finally {
    await node.stop()
  }
  return { seed: String(seed), figures, faults }
})
