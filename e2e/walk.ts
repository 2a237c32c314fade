import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFailed, test } from 'vitest'
import { chromiumPath, openPages } from './browser.ts'

const folder = join(tmpdir(), 'entente-e2e')

/**
 * Defines a test that uses the desk in a browser. Without a browser the test is skipped, and browser.ts prints a notice. A failed test saves
 * screenshots of its pages in the temporary folder `entente-e2e`.
 */
export function walk(rule: string, steps: () => Promise<void>, possible = true): void {
  test.skipIf(chromiumPath === null || !possible)(rule, async () => {
    onTestFailed(async () => {
      mkdirSync(folder, { recursive: true })
      for (const [place, page] of [...openPages].entries()) {
        const path = join(folder, `${rule.replaceAll(/\W+/g, '-').slice(0, 60)}-${place}.png`)
        await page.screenshot({ path, timeout: 5_000 }).catch(() => undefined)
      }
    })
    await steps()
  })
}
