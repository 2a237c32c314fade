import { fork } from 'node:child_process'
import type { HeldUp, Ready } from './watched-node.ts'

/** Starts the watched node in a process of its own, so that what this one does holds up nothing of it. */
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
  const told = <T>() =>
    new Promise<T>((resolve, reject) => {
      failed = reject
      child.once('message', (message) => resolve(message as T))
    })
  const { ready } = await told<Ready>()
  return {
    ...ready,
    /** `settle` waits until no job is left; `read` tells what was held up since it was read before. */
    async ask(what: 'read' | 'settle'): Promise<HeldUp['heldUp']> {
      child.send(what)
      return (await told<HeldUp>()).heldUp
    },
    async stop(): Promise<void> {
      child.send('stop')
      await gone
    },
  }
}
