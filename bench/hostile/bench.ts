/** Measures how long honest senders, people and members wait while one kind of hostile traffic reaches the node, and while it goes elsewhere. */
import type { AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:net'
import { makeNodeFolder } from '../node/node-folder.ts'
import { startNodeProcess } from '../node/node-process.ts'
import { openPoster } from '../node/post.ts'
import { sendAtRate } from '../node/send-at-rate.ts'
import { makeSender, signInAs } from '../node/set-up-node.ts'
import type { Figure } from '../report/figure.ts'
import { percentile } from '../report/percentile.ts'
import { runBench } from '../report/run-bench.ts'
import { makeNodeMessages } from '../travel/make-node-messages.ts'
import { type AttackName, attacks, type GeneratorOrder, type Given } from './attacks.ts'
import { createVictim, openHonestOthers, storeHonestMember } from './honest-others.ts'
import { startLyingPeer } from './lying-peer.ts'
import { startNiceProcess } from './nice-process.ts'
import { storeWallets } from './store-wallets.ts'

const options = {
  seed: { is: 1, what: 'seed of the messages' },
  seconds: { is: 60, what: 'length of each of the two measurements of an attack' },
  rate: { is: 10, what: 'messages of the honest sender a second' },
  only: { is: '', what: 'measure one attack' },
}
/** Signals with which the patterns are compared. */
const wallets = 100
/** Seconds of honest traffic before the first measurement: a node that has just started is slower. */
const warmUp = 20
/** The honest sender may wait at most this many times as long as without the attack. */
const mostTimes = 3

await runBench('hostile', options, async ({ seed, seconds, rate, only }) => {
  const names = (Object.keys(attacks) as AttackName[]).filter((name) => only === '' || name === only)
  if (names.length === 0) throw new Error(`there is no attack ${only}: ${Object.keys(attacks).join(', ')}`)
  const { reservations } = makeNodeMessages(seed, [], {
    reservations: (seconds * 2 * names.length + warmUp) * rate,
    pushes: 0,
    questions: 0,
  })
  const folder = await makeNodeFolder()
  let node = await startNodeProcess(folder)
  const sink = await startSink()
  const faults: string[] = []
  const figures: Figure[] = []
  let liar: Awaited<ReturnType<typeof startLyingPeer>> | null = null
  try {
    const key = await makeSender(node.url, folder)
    const platform = await makeSender(node.url, folder, 'content')
    liar = await startLyingPeer(folder)
    await storeHonestMember(folder)
    await node.stop()
    node = await startNodeProcess(folder)
    const session = async (name: string) => {
      const { cookie, csrf } = await signInAs(node.url, folder, name)
      return { cookie, csrf }
    }
    const peer = liar.member
    const victim = await createVictim(node.url, folder)
    // A session ends after some idle minutes, so each attack begins with new ones.
    const givenNow = async (): Promise<Given> => ({
      ...{ key, platform, liar: peer, victim, administrator: await session('administrator') },
      ...{ analyst: await session('analyst'), officer: await session('officer') },
    })
    await storeWallets(node.url, folder, wallets)
    const poster = openPoster(node.url, key, '127.0.0.2')
    const others = await openHonestOthers(node.url, folder)
    const expect = (who: string, status: number, wanted: number) => {
      if (status !== wanted) faults.push(`${who} was answered ${status}`)
    }
    const honest = (during: number): Promise<number[][]> => {
      const turns = Array.from({ length: during }, (_, n) => n)
      return Promise.all([
        sendAtRate(reservations.splice(0, during * rate), rate, async (message) =>
          expect('the honest sender', (await poster.post('/v1/travel/messages', message)).status, 202),
        ),
        sendAtRate(turns, 1, async () => expect('an honest person who signs in', await others.signIn(), 200)),
        sendAtRate(turns, 1, async () => expect('an honest member', await others.postAsMember(), 200)),
      ])
    }
    await honest(warmUp)
    for (const name of names) {
      const { what, perSecond } = attacks[name]
      process.stderr.write(`${name}: ${what}\n`)
      const given = await givenNow()
      const times: number[][][] = []
      let answers = ''
      for (const target of [sink.url, node.url]) {
        const generator = startGenerator({ name, target, given })
        times.push(await honest(seconds))
        answers = await generator.stop()
      }
      if (name !== 'sign-ins' && answers.includes('sign-in-needed'))
        faults.push(`${name} was not signed in: ${answers}`)
      for (const [place, who] of ['', ' sign-in', ' member'].entries()) {
        const [there = [], here = []] = times.map((of) => of[place] ?? [])
        const ratio = percentile(here, 0.95) / percentile(there, 0.95)
        for (const [label, share] of [
          ['p50', 0.5],
          ['p95', 0.95],
        ] as const) {
          const beside = { name: 'aimed at an idle port', value: percentile(there, share) }
          figures.push({ name: `${name},${who} ${label}`, value: percentile(here, share), unit: 'ms', beside })
        }
        const note = place === 0 ? `${perSecond} a second; answers: ${answers}` : undefined
        const goal = place === 0 ? ({ is: 'at most', value: mostTimes } as const) : undefined
        figures.push({ name: `${name},${who} times longer (p95)`, value: ratio, unit: 'times', goal, note })
      }
      const health = await fetch(`${node.url}/health`)
      if (health.status !== 200) faults.push(`after ${name}, /health answers ${health.status}`)
    }
    poster.close()
    others.close()
  } finally {
    liar?.close()
    sink.server.close()
    if (!(await node.stop())) faults.push('the node did not stop')
    await folder.remove()
  }
  return { seed: String(seed), figures, faults }
})

/** Starts a server that accepts connections, drops everything and answers nothing. */
async function startSink(): Promise<{ url: string; server: Server }> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.resume()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server }
}

function startGenerator(order: GeneratorOrder): { stop(): Promise<string> } {
  const child = startNiceProcess('generator', JSON.stringify(order))
  return {
    stop: () =>
      new Promise((resolve) => {
        child.once('message', (message) => {
          const { sent, answers } = message as { sent: number; answers: Record<string, number> }
          const counts = Object.entries(answers).map(([status, times]) => `${times} x ${status}`)
          resolve(`${sent} sent, ${counts.join(', ') || 'none'}`)
        })
        child.once('exit', () => resolve('the generator ended early'))
        child.send('stop')
      }),
  }
}
