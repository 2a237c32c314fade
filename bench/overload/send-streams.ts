import { fork } from 'node:child_process'
import type { GeneratorOrder, GeneratorReport } from './generator.ts'

/** Sends the streams from a process of its own, and returns the replies to each of them. */
export function sendStreams(order: GeneratorOrder): Promise<GeneratorReport> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const child = fork(new URL(`./generator.${extension}`, import.meta.url), {
    ...{ execArgv: process.execArgv, serialization: 'advanced' },
  })
  process.once('exit', () => child.kill('SIGKILL'))
  return new Promise((resolve, reject) => {
    child.once('message', (report) => resolve(report as GeneratorReport))
    child.once('exit', (code) => reject(new Error(`the generator ended with ${code}`)))
    child.send(order)
  })
}
