import { testPassword } from '@entente/testkit'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { addAuthenticator, fillIn } from './browser.ts'
import { openDesk } from './world.ts'

/** A person at a browser with an authenticator of its own, which answers without a hand. */
export interface Person {
  page: Page
  devtools: CDPSession
  authenticator: string
  open(path: string): Promise<void>
}

/** Opens a window, signs in with the password, and adds a passkey. */
export async function openPerson(
  { browser, node, errors }: { browser: Browser; node: Parameters<typeof openDesk>[1]; errors: string[][] },
  account: string,
  purpose: string | null,
): Promise<Person> {
  const { page } = await openDesk(browser, node, null, errors)
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const authenticator = await addAuthenticator(devtools)
  const open = async (path: string) => void (await page.goto(`http://localhost:${new URL(node.url).port}${path}`))
  await open('/sign-in')
  await fillIn(page, account, testPassword)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByRole('button', { name: 'I have kept them' }).click()
  if (purpose !== null) {
    await page.getByRole('radio', { name: purpose }).check()
    await page.getByRole('button', { name: 'Start' }).click()
  }
  await page.getByRole('navigation').first().waitFor()
  return { page, devtools, authenticator, open }
}
