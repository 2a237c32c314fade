// This program runs a whole node and reports to its parent process how long the event loop was blocked since the last report.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { globalSetup, startTestNode } from '@entente/testkit'

export interface Ready {
  ready: { url: string; key: string }
}
/** Event loop delays in milliseconds: the longest, and the 99.9th percentile. */
export interface Delays {
  delays: { longest: number; p999: number }
}

const resolution = 1
const endServer = await globalSetup()()
const node = await startTestNode()
const delay = monitorEventLoopDelay({ resolution })
delay.enable()
const answer = (message: Ready | Delays) => process.send?.(message)

process.on('message', async (asked) => {
  if (asked === 'stop') {
    await node.stop()
    await endServer()
    process.exit(0)
  }
  if (asked === 'drain') await node.whenIdle()
  const ms = (ns: number) => Math.max(0, ns / 1e6 - resolution)
  answer({ delays: { longest: ms(delay.max), p999: ms(delay.percentile(99.9)) } })
  if (asked === 'read') delay.reset()
})
process.on('disconnect', () => process.exit(1))
answer({ ready: { url: node.url, key: node.sender.key } })
