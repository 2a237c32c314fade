import { CommandFailure } from './failure.ts'
import type { NodeClient } from './node-client.ts'

const everyMs = 2000
const longestMs = 15 * 60_000

/**
 * Runs an act that people sign. On a node of one person the request itself does it. On a node of several people a key signs nothing: the
 * command then prints the address of the desk where the person signs, waits at most 15 minutes, and returns what `read` finds once `isDone` says so. Fails with
 * `not-signed`, and with the code of any other refusal.
 */
export async function signInDesk<T>(
  node: Pick<NodeClient, 'url'>,
  act: {
    /** The page of the desk on which the act is done. */
    page: string
    request: () => Promise<T>
    read: () => Promise<T>
    isDone: (found: T) => boolean
  },
  wait: (ms: number) => Promise<unknown> = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
): Promise<T> {
  try {
    return await act.request()
  } catch (error) {
    if (!(error instanceof CommandFailure) || error.code !== 'signature-needed') throw error
  }
  process.stderr.write(`sign it in the desk: ${node.url}${act.page}\nwaiting for your signature...\n`)
  for (let waited = 0; waited < longestMs; waited += everyMs) {
    await wait(everyMs)
    const found = await act.read()
    if (act.isDone(found)) return found
  }
  throw new CommandFailure('not-signed', `Nobody signed within ${longestMs / 60_000} minutes. Nothing was done.`)
}
