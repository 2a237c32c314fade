import { existsSync } from 'node:fs'
import { fillWithTraffic, type SignedIn, signInTo } from '@entente/testkit'
import { type Browser, chromium } from 'playwright-core'
import { startWatchedNode } from '../lists/start-watched-node.ts'

/** A node in a process of its own with a morning of invented traffic, and a browser. */
export interface Stage {
  url: string
  /** The key of the carrier. */
  key: string
  analyst: SignedIn
  browser: Browser
  close(): Promise<void>
}

/** Starts the node and the browser. Throws if the machine has no chromium. */
export async function openStage(): Promise<Stage> {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path))
  if (executablePath === undefined) throw new Error('no chromium on this machine (apt-get install chromium)')
  const node = await startWatchedNode()
  await fillWithTraffic({ url: node.url, sender: { key: node.key } }, { flights: 12, people: [20, 60] })
  await node.ask('drain')
  const browser = await chromium.launch({
    executablePath,
    args: ['--disable-background-networking', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  })
  return {
    url: node.url,
    key: node.key,
    analyst: await signInTo(node.url, 'analyst'),
    browser,
    async close() {
      await browser.close()
      await node.stop()
    },
  }
}
