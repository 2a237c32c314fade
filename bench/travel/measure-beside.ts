import { benchBeside, type Measured, type PreparedBench } from '../beside/bench-beside.ts'
import { measureInProcess } from '../beside/measure-in-process.ts'
import { indexedSignals, type MeasuredNode, withNodeOf } from '../beside/measured-node.ts'
import { makeSignalList, type SignalList } from '../data/make-signal-list.ts'
import { openPoster, type Poster } from '../node/post.ts'
import { sendAtOnce } from '../node/send-at-rate.ts'
import { expectOk, importSignals, makeSender, signInAs } from '../node/set-up-node.ts'
import { makeTravelMessages } from './make-messages.ts'
import { makeNodeMessages, type NodeMessages } from './make-node-messages.ts'
import type { ReaderData } from './read-messages.ts'

const options = {
  seed: { is: 1, what: 'seed of the messages' },
  only: { is: '', what: 'one part: readers, node' },
  signals: { is: 2000, what: 'signals of the node' },
  imported: { is: 20_000, what: 'signals of a list that is imported at the end' },
  messages: { is: 2000, what: 'reservations sent to the node, one a message' },
  pushes: { is: 100, what: 'pushes of whole flights sent to the node' },
  questions: { is: 400, what: 'one-person lists that the node answers interactively' },
}
/** The messages sent as a warm-up, which compiles code and opens connections. */
const warmUp = { reservations: 200, questions: 50 }
const senders = 8

/** Measures reading messages in a process, and a whole node from the HTTP request to the last job. */
export const travel = benchBeside(options, async ({ seed, only, signals, imported, messages, pushes, questions }) => {
  const parts: PreparedBench[] = []
  if (only === '' || only === 'readers') parts.push(prepareReaders(seed))
  if (only === '' || only === 'node') {
    const list = makeSignalList(`node/${seed}`, signals)
    const large = makeSignalList(`import/${seed}`, imported)
    const wanted = {
      reservations: warmUp.reservations + messages,
      pushes,
      questions: warmUp.questions + questions,
    }
    const made = makeNodeMessages(seed, list.watched, wanted)
    parts.push({
      seed: String(seed),
      measure: (root) => withNodeOf(root, (node) => measureNode(node, list, large, made)),
    })
  }
  if (parts.length === 0) throw new Error(`--only is readers or node, not ${only}.`)
  return {
    seed: String(seed),
    measure: async (root) => {
      const measured: Measured[] = []
      for (const part of parts) measured.push(...(await part.measure(root)))
      return measured
    },
    remove: () => {
      for (const part of parts) part.remove?.()
    },
  }
})

function prepareReaders(seed: number): PreparedBench {
  const { small, big, xml, lists } = makeTravelMessages(seed)
  const base64 = (messages: readonly Uint8Array[]) => messages.map((bytes) => Buffer.from(bytes).toString('base64'))
  const data: ReaderData = [
    { name: 'read small PNRGOV', item: 'reservation', records: small.reservations, messages: base64(small.messages) },
    { name: 'read big PNRGOV', item: 'reservation', records: big.reservations, messages: base64(big.messages) },
    { name: 'read PNRGOV in XML', item: 'reservation', records: xml.reservations, messages: base64(xml.messages) },
    { name: 'read PAXLST', item: 'person', records: lists.people, messages: base64(lists.messages) },
  ]
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  return measureInProcess(new URL(`./read-messages.${extension}`, import.meta.url), String(seed), data)
}

async function measureNode(
  node: MeasuredNode,
  { list }: SignalList,
  large: SignalList,
  messages: NodeMessages,
): Promise<Measured[]> {
  const key = await makeSender(node.url, node.folder)
  const imported = await importSignals(node.url, node.folder, list)
  if (imported.refused > 0) throw new Error(`the node refused ${imported.refused} signals`)
  // The index follows the import by jobs and events.
  await node.spend(() => untilIndexed(node.url, imported.created))
  const analyst = await signInAs(node.url, node.folder, 'analyst')
  const openCases = async (): Promise<string> => {
    const { counts } = (await expectOk(analyst.call('GET', '/v1/cases?limit=1'))) as { counts: { open: number } }
    return `${counts.open} open cases`
  }
  const poster = openPoster(node.url, key)
  const receive = (bytes: Uint8Array) => post(poster, '/v1/travel/messages', bytes, 202)
  const ask = (bytes: Uint8Array) => post(poster, '/v1/travel/interactive', bytes, 200)
  try {
    const { reservations, pushes, questions } = messages
    await node.spend(() => sendAtOnce(reservations.slice(0, warmUp.reservations), senders, receive))
    await node.spend(() => sendAtOnce(questions.slice(0, warmUp.questions), senders / 2, ask))
    const measured: Measured[] = []
    const part = async (name: string, item: string, items: number, work: () => Promise<void>, outcome = openCases) => {
      if (items === 0) return
      const spent = await node.spend(work)
      measured.push({ name, item, items, ...spent, outcome: await outcome() })
    }
    const single = reservations.slice(warmUp.reservations)
    await part('node, one a message', 'reservation', single.length, () => sendAtOnce(single, senders, receive))
    const pushed = pushes.reduce((sum, push) => sum + push.reservations, 0)
    await part('node, whole flights', 'reservation', pushed, () =>
      sendAtOnce(pushes, senders, ({ bytes }) => receive(bytes)),
    )
    const asked = questions.slice(warmUp.questions)
    await part('node, interactive', 'person', asked.length, () => sendAtOnce(asked, senders / 2, ask))
    let created = 0
    const more = async () => {
      created = (await importSignals(node.url, node.folder, large.list)).created
      await untilIndexed(node.url, imported.created + created)
    }
    const wanted = large.list.people.length + large.list.organisations.length
    await part('node, import', 'signal', wanted, more, async () => `${created} signals`)
    return measured
  } finally {
    poster.close()
  }
}

async function post(poster: Poster, path: string, bytes: Uint8Array, expected: number): Promise<void> {
  const headers: Record<string, string> = expected === 200 ? { accept: 'application/json' } : {}
  const { status, body } = await poster.post(path, bytes, headers)
  if (status !== expected) throw new Error(`${path} answered ${status}: ${body.slice(0, 200)}`)
}

async function untilIndexed(url: string, wanted: number): Promise<void> {
  for (let turn = 0; turn < 1200; turn += 1) {
    if (((await indexedSignals(url)) ?? 0) >= wanted) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`the match index did not have ${wanted} signals within two minutes`)
}
