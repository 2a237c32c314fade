import { fork } from 'node:child_process'
import type { Delays, Ready } from './watched-node.ts'

/** Starts the watched node in a separate process, so that this process does not delay it. */
export async function startWatchedNode() {
  const source = import.meta.url.endsWith('.ts')
  const child = fork(new URL(source ? './watched-node.ts' : './watched-node.js', import.meta.url), {
    execArgv: process.execArgv,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  process.once('exit', () => child.kill('SIGKILL'))
  let failed: (error: Error) => void = () => {}
  child.once('exit', (code) => failed(new Error(`the node ended with ${code}`)))
  const nextMessage = <T>() =>
    new Promise<T>((resolve, reject) => {
      failed = reject
      child.once('message', (message) => resolve(message as T))
    })
  const { ready } = await nextMessage<Ready>()
  return {
    ...ready,
    /** Returns the delays since the last `read`. `drain` waits until no job is left, and does not reset the delays. */
    async ask(what: 'read' | 'drain'): Promise<Delays['delays']> {
      child.send(what)
      return (await nextMessage<Delays>()).delays
    },
    async stop(): Promise<void> {
      child.send('stop')
      await gone
    },
  }
}
