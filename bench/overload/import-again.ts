import { answerOf, type SignedIn, watchListCsv } from '@entente/testkit'
import { makeSignalList, renameAll } from '../data/make-signal-list.ts'
import type { NodeFolder } from '../node/node-folder.ts'
import { listTerms, signInAs } from '../node/set-up-node.ts'

/** A loop of previews and imports of one list. */
export interface ImportLoop {
  /** Waits for the import that runs, then returns the counts. */
  stop(): Promise<{ previews: number; imports: number; refused: number }>
}
/** The pause after a refusal, and between two reads of a task, as in the desk. */
const pauseMs = 1000
const pause = () => new Promise((resolve) => setTimeout(resolve, pauseMs))

const unfinished = new Set(['waiting', 'running'])
const stateOf = (body: unknown) => (body as { state?: unknown }).state

/** Previews and imports a list again and again. Every entry is new or changed each time. */
export async function importAgain(
  url: string,
  folder: NodeFolder,
  { seed, signals }: { seed: number; signals: number },
): Promise<ImportLoop> {
  const { list } = makeSignalList(`import/${seed}`, signals)
  const files = [list, renameAll(list)].map((one) => Buffer.from(watchListCsv(one)))
  const officer = await signInAs(url, folder, 'officer')
  const draft = { title: 'Imported under load', format: 'csv', terms: listTerms }
  const { id } = await answerOf<{ id: string }>(officer.call('POST', '/v1/lists', draft))
  const counts = { previews: 0, imports: 0, refused: 0 }
  let stopped = false
  const running = (async () => {
    for (let turn = 0; !stopped; turn += 1) {
      const preview = await attempt(officer, `/v1/lists/${id}/preview`, files[turn % 2])
      if (preview === null) continue
      counts.previews += 1
      if (stopped) break
      const imported = await attempt(officer, `/v1/lists/${id}/import`, { previewId: preview.previewId })
      if (imported !== null) counts.imports += 1
    }
  })()
  running.catch(() => {})

  /** Returns the end of a task, or null after a refusal and a pause. */
  async function attempt(person: SignedIn, path: string, body: unknown): Promise<Record<string, unknown> | null> {
    let answer = await person.call('POST', path, body)
    if (answer.status === 429 || answer.status === 503) {
      counts.refused += 1
      await pause()
      return null
    }
    const task = answer.headers.get('location')
    while (task !== null && (answer.status === 202 || unfinished.has(String(stateOf(answer.body))))) {
      await pause()
      answer = await person.call('GET', task)
    }
    const ended = answer.body as Record<string, unknown>
    if (answer.status >= 400 || ended.problem)
      throw new Error(`${path} ended with ${answer.status}: ${JSON.stringify(ended.problem ?? ended).slice(0, 300)}`)
    return ended
  }
  return {
    async stop() {
      stopped = true
      await running
      return counts
    },
  }
}
