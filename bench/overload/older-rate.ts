import { fileURLToPath } from 'node:url'
import { checkOut, findCommit } from '../beside/check-out.ts'
import { indexedSignals, withNodeOf } from '../beside/measured-node.ts'
import { makeSignalList } from '../data/make-signal-list.ts'
import { openPoster } from '../node/post.ts'
import { sendAtOnce } from '../node/send-at-rate.ts'
import { importSignals, makeSender } from '../node/set-up-node.ts'
import { makeNodeMessages } from '../travel/make-node-messages.ts'

const repository = fileURLToPath(new URL('../../../', import.meta.url))
const warmUp = 200
const senders = 8

/** Measures how many reservations a second the node of an older commit takes, one a message, until all are cleared or have a case. */
export async function measureOlderRate(
  commit: string,
  { seed, signals, messages }: { seed: number; signals: number; messages: number },
): Promise<number> {
  const older = await findCommit(repository, commit)
  if (older === null) throw new Error(`there is no commit ${commit} in this repository`)
  const { list, watched } = makeSignalList(`node/${seed}`, signals)
  const made = makeNodeMessages(seed, watched, { reservations: warmUp + messages, pushes: 0, questions: 0 })
  const { root, remove } = await checkOut(repository, older.id, 'travel', (step) =>
    process.stderr.write(`${older.id.slice(0, 7)}: ${step}\n`),
  )
  try {
    return await withNodeOf(root, async ({ url, folder, spend }) => {
      const key = await makeSender(url, folder)
      const { created } = await importSignals(url, folder, list)
      await spend(async () => {
        while (((await indexedSignals(url)) ?? 0) < created) await new Promise((resolve) => setTimeout(resolve, 100))
      })
      const poster = openPoster(url, key)
      const send = async (bytes: Uint8Array) => {
        const { status } = await poster.post('/v1/travel/messages', bytes)
        if (status !== 202) throw new Error(`the older node answered ${status}`)
      }
      await spend(() => sendAtOnce(made.reservations.slice(0, warmUp), senders, send))
      const { node } = await spend(() => sendAtOnce(made.reservations.slice(warmUp), senders, send))
      poster.close()
      return messages / node.seconds
    })
  } finally {
    remove()
  }
}
