// A whole node in a process of its own that tells its parent how long its event loop was held up since it was last asked.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { globalSetup, startTestNode } from '@entente/testkit'

export interface Ready {
  ready: { url: string; key: string }
}
/** Milliseconds in which nobody else got an answer: the longest, and the thousandth part. */
export interface HeldUp {
  heldUp: { longest: number; p999: number }
}

const resolution = 1
const endServer = await globalSetup()()
const node = await startTestNode()
const delay = monitorEventLoopDelay({ resolution })
delay.enable()
const answer = (message: Ready | HeldUp) => process.send?.(message)

process.on('message', async (asked) => {
  if (asked === 'stop') {
    await node.stop()
    await endServer()
    process.exit(0)
  }
  if (asked === 'settle') await node.settled()
  const ms = (ns: number) => Math.max(0, ns / 1e6 - resolution)
  answer({ heldUp: { longest: ms(delay.max), p999: ms(delay.percentile(99.9)) } })
  if (asked === 'read') delay.reset()
})
process.on('disconnect', () => process.exit(1))
answer({ ready: { url: node.url, key: node.sender.key } })
