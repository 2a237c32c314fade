import type { SignedIn } from '@entente/testkit'
import type { Browser, Page } from 'playwright-core'

/** Opens a window of 1440x900 that has the session of a person. */
export async function newSignedPage(
  browser: Browser,
  url: string,
  { cookie }: SignedIn,
): Promise<{ page: Page; close(): Promise<void> }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, timezoneId: 'UTC' })
  const [name = '', value = ''] = cookie.split('=')
  await context.addCookies([{ name, value, url }])
  return { page: await context.newPage(), close: () => context.close() }
}
