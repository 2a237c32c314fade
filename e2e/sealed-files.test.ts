import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeIdentity, readIdentities, splitAgeKey } from '@entente/node'
import { startTestNode, type TestNode } from '@entente/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { axeInBothColours, ensureDesk, newPage, openBrowser } from './browser.ts'
import { openPerson, type Person } from './person.ts'
import { walk } from './walk.ts'

// Two people of oversight set their key, a stranger writes, and the two open the report in a browser.

let node: TestNode
let browser: Browser
let [one, two] = [] as unknown as [Person, Person]
let recipient: string
let shares: string[]
const errors: string[][] = []
const folder = mkdtempSync(join(tmpdir(), 'entente-sealed-'))
const report = 'PlantedQuornvik copies lists of travellers at night.'

beforeAll(async () => {
  await ensureDesk()
  node = await startTestNode()
  await node.db.updateTable('founding').set({ single_operator: false }).execute()
  recipient = await makeIdentity(join(folder, 'oversight.key'), new Date())
  const [identity = ''] = await readIdentities(join(folder, 'oversight.key'))
  shares = (await splitAgeKey(identity)) ?? []
  browser = await openBrowser()
  one = await openPerson({ browser, node, errors }, 'oversight-1', null)
  two = await openPerson({ browser, node, errors }, 'oversight-2', null)
})
afterAll(async () => {
  await browser?.close()
  await node?.stop()
  rmSync(folder, { recursive: true, force: true })
  expect(errors.flat(), 'errors in the console').toEqual([])
})
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const sealed = '/oversight/sealed'

walk('K9 two people of oversight set their key, each with one touch', async () => {
  await one.open(sealed)
  await one.page.getByText('There is no key yet').waitFor()
  expect(await axeInBothColours(one.page)).toEqual([])
  await one.page.getByLabel('Public key').fill(recipient)
  await button(one.page, 'Propose and sign').click()
  await one.page.getByText('Another person of oversight must consent. It then begins').waitFor()
  expect(await button(one.page, 'Consent and sign').count()).toBe(0)
  await two.open(sealed)
  await button(two.page, 'Consent and sign').click()
  await two.page.getByText('Your consent is signed.').waitFor()
  await expect
    .poll(async () => {
      await two.open(sealed)
      return two.page.getByText('In force').count()
    })
    .toBe(1)
})

walk('S42 a stranger writes to oversight, and the text leaves the browser sealed', async () => {
  const { page } = await newPage(browser)
  const sent: string[] = []
  page.on('request', (request) => {
    sent.push(
      `${request.method()} ${JSON.stringify(request.headers())} ${request.postDataBuffer()?.toString('latin1') ?? ''}`,
    )
  })
  await page.goto(`${node.url}/report`)
  await page.getByRole('textbox', { name: 'What happened?' }).fill(report)
  expect(await axeInBothColours(page)).toEqual([])
  await button(page, 'Send to oversight').click()
  await page.getByText('Your report was taken').waitFor()
  const posted = sent.filter((line) => line.startsWith('POST'))
  expect(posted).toHaveLength(1)
  expect(posted[0]).toContain('age-encryption.org/v1')
  expect(posted[0]).not.toMatch(/"cookie|PlantedQuornvik|"referer":"[^"]/i)
  await page.context().close()
})

walk('S45 two people sign, and one opens the report in the browser with two shares, which are never sent', async () => {
  const sent: string[] = []
  one.page.on('request', (request) => {
    sent.push(`${request.url()} ${request.postDataBuffer()?.toString('latin1') ?? ''}`)
  })
  for (const { page, open } of [one, two]) {
    await open(sealed)
    await page.getByRole('checkbox', { name: /^Report/ }).check()
    await button(page, 'Sign to open (1)').click()
    await page.getByText('Signed. If another person').waitFor()
  }
  const { page } = one
  await expect
    .poll(async () => {
      await one.open(sealed)
      await page.getByRole('checkbox', { name: /^Report/ }).waitFor()
      return button(page, 'Open here').count()
    })
    .toBe(1)
  await button(page, 'Open here').click()
  const key = page.getByRole('textbox', { name: 'Private key, or two shares' })
  await key.fill(`${shares[0]}`)
  await button(page, /^Open$/).click()
  await page.getByText('Enter two of the three shares').waitFor()
  await key.fill(`${shares[0]}\n${shares[2]}`)
  await button(page, /^Open$/).click()
  await page.getByText(report).waitFor()
  expect(await axeInBothColours(page)).toEqual([])
  expect(sent.filter((line) => shares.some((share) => line.includes(share.slice(11, 40))))).toEqual([])
  expect(sent.filter((line) => line.includes('PlantedQuornvik'))).toEqual([])
})
