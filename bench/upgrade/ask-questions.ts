import { createHash } from 'node:crypto'
import type { KillMessage } from '../kill/make-kill-messages.ts'
import { openPoster } from '../node/post.ts'

interface Asking {
  /** Ends the sending after the question in hand. Returns the wrong answers. */
  end(): Promise<string[]>
}

/** Gives questions of the bench the form of its other messages. */
export const asMessages = (questions: readonly Uint8Array[]): KillMessage[] =>
  questions.map((bytes) => ({
    ...{ bytes, kind: 'interactive', carrier: '7N' },
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }))

/**
 * Asks boarding questions, one after another and about three a second. Repeats a question until the node answers it, and
 * then adds its SHA-256 to `answered`.
 */
export function askQuestions(url: string, key: string, questions: readonly KillMessage[], answered: string[]): Asking {
  const poster = openPoster(url, key)
  const faults: string[] = []
  let ended = false
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  async function ask({ bytes, sha256 }: KillMessage): Promise<void> {
    while (!ended) {
      const answer = await poster
        .post('/v1/travel/interactive', bytes, { accept: 'application/json' })
        .catch(() => null)
      if (answer?.status === 200) {
        answered.push(sha256)
        return
      }
      if (answer !== null && answer.status !== 503) {
        faults.push(`a question was answered with ${answer.status}: ${answer.body.slice(0, 200)}`)
        return
      }
      await wait(200)
    }
  }
  const run = (async () => {
    for (const question of questions) {
      if (ended) break
      await ask(question)
      await wait(250)
    }
  })()
  return {
    async end() {
      ended = true
      await run
      poster.close()
      return faults
    },
  }
}
