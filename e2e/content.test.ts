import { readFileSync } from 'node:fs'
import { cutOff, drawPicture, type SeededContent, seedContent, sendUpload, testPassword } from '@entente/testkit'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { ffmpeg, makeVideo, temporaryFolder } from '../packages/node/src/media/made-media.fixture.ts'
import { axeInBothColours, wordsOf } from './browser.ts'
import { walk } from './walk.ts'
import { type Desk, openWorld, type World } from './world.ts'

let world: World
let seeded: SeededContent
let analyst: Desk
let officer: Desk
beforeAll(async () => {
  world = await openWorld([])
  seeded = await seedContent(world.node, testPassword, { callbackUrl: world.callbacks.url })
  // New items are compared with stored uploads immediately, so that no case changes while it is reviewed.
  await world.node.whenIdle()
  analyst = await world.desk('analyst')
  officer = await world.desk('officer')
})
afterAll(async () => expect(await world.close(), 'errors in the console').toEqual([]))

const clean = async (page: Page, what: string): Promise<void> => {
  expect(await axeInBothColours(page), what).toEqual([])
  expect(await cutOff(page), `${what} is cut off`).toEqual([])
}
const openCase = async ({ page, open }: Desk, id: string): Promise<void> => {
  await page.bringToFront()
  await open(`/cases/${id}`)
  await page.getByRole('heading', { level: 1, name: /uploaded to Tidewater/ }).waitFor()
}
/** Records a decision after the review time: the countdown is gone, so the button no longer moves. */
const recordIn = async (column: Locator, name: string): Promise<void> => {
  await column.getByText('You can record now.').waitFor({ state: 'attached' })
  await column.getByRole('button', { name, disabled: false }).click()
}
/** Selects the purpose of content review. */
const forContentSafety = async ({ page, open }: Desk, path: string): Promise<void> => {
  await page.bringToFront()
  await open(path)
  const change = page.getByRole('button', { name: 'Change to content safety' })
  const chosen = page.getByRole('button', { name: 'Purpose: Content safety' })
  await change.or(chosen).first().waitFor()
  if (await change.isVisible()) await change.click()
  await chosen.waitFor()
}

walk('uploads are listed for content safety only: pictures blurred, incidents first', async () => {
  const { page, open } = analyst
  await forContentSafety(analyst, '/content')
  // The queue lists the same uploads without pictures, each with its evidence in words.
  await open('/queue')
  await page
    .getByRole('navigation', { name: 'Gateways' })
    .getByRole('button', { name: /^Content \d+$/ })
    .waitFor()
  await page.getByRole('row').nth(6).waitFor()
  await page.getByText('Picture: alike').first().waitFor({ state: 'attached' })
  expect(await page.locator('table img').count()).toBe(0)
  await clean(page, 'the queue for content safety')
  await open('/content')
  const list = page.getByRole('list', { name: 'Uploads to review' })
  await list.getByRole('link').nth(5).waitFor()
  expect(await wordsOf(list.getByRole('link').first())).toMatch(/Incident/)
  expect(await list.getByText('No picture').count(), 'the text and the hashes').toBe(2)
  await list.getByRole('img', { name: 'Blurred picture' }).nth(3).waitFor()
  const sizes = await list
    .getByRole('img', { name: 'Blurred picture' })
    .evaluateAll((pictures) => pictures.map((picture) => (picture as HTMLImageElement).naturalWidth))
  expect(Math.max(...sizes), 'pixels that reach the browser').toBeLessThanOrEqual(32)
  await page.getByText('Viewed today: 0').waitFor()
  await clean(page, 'tiles')
  await page.keyboard.press('l')
  const table = page.getByRole('table', { name: 'Uploads to review' })
  await table.getByRole('row').nth(6).waitFor()
  expect(await page.locator('main img').count(), 'pictures in the list without').toBe(0)
  await clean(page, 'list without pictures')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByText('Incident: Harbour bridge (invented)').waitFor()
  await page.keyboard.press('Escape')
  await table.waitFor()
  await open('/')
  await page.getByRole('heading', { level: 1, name: 'Content' }).waitFor()
})

walk('a view opens in steps, each requested and counted, and ends in four ways', async () => {
  const { page } = analyst
  await page.clock.install()
  await openCase(analyst, seeded.cases.near)
  const upload = page.getByRole('region', { name: 'The upload, blurred until you ask' })
  const still = upload.getByRole('img', { name: 'Still of the upload' })
  await upload.getByText('May show praise of an attack').waitFor()
  expect(await still.count()).toBe(0)
  const grey = () =>
    still.evaluate((picture) => {
      const canvas = document.createElement('canvas')
      canvas.width = 40
      canvas.height = 40
      const context = canvas.getContext('2d')
      context?.drawImage(picture as HTMLImageElement, 0, 0, 40, 40)
      const { data = new Uint8ClampedArray() } = context?.getImageData(0, 0, 40, 40) ?? {}
      return data.every((value, place) => place % 4 === 3 || value === data[place - (place % 4)])
    })
  await page.keyboard.press('v')
  await still.waitFor()
  expect(await grey(), 'the first still is grey').toBe(true)
  await page.keyboard.press('v')
  await page.getByText('Viewed today2').waitFor()
  await still.waitFor()
  expect(await grey(), 'the second has colour').toBe(false)
  await clean(page, 'a look')
  await page.keyboard.press('b')
  await still.waitFor({ state: 'detached' })
  await page.keyboard.press('v')
  await still.waitFor()
  await page.keyboard.press('Escape')
  await still.waitFor({ state: 'detached' })
  expect(page.url(), 'Escape ended the look, not the case').toContain(seeded.cases.near)
  await page.keyboard.press('v')
  await still.waitFor()
  await page.clock.fastForward(21_000)
  await still.waitFor({ state: 'detached' })
  await page.keyboard.press('v')
  await still.waitFor()
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
    Reflect.deleteProperty(document, 'visibilityState')
  })
  await still.waitFor({ state: 'detached' })
  await page.getByText('Viewed today5').waitFor()
  expect(await wordsOf(page.getByRole('region', { name: 'Side by side' }))).toMatch(/4 of 256 bits differ/)
  await clean(page, 'the case')
})

walk('two people remove an upload with labels and a text, and the platform is notified', async () => {
  const supervisor = await world.desk('supervisor')
  await forContentSafety(supervisor, '/content')
  // Two open cases would share the review time, so the case of the previous walk is closed.
  await analyst.open('/queue')
  // This page has a separate clock, because it counts the review time.
  const first = await world.desk('analyst')
  await forContentSafety(first, '/content')
  await openCase(first, seeded.cases.exact)
  await first.page.getByText('You can decide without viewing it').waitFor()
  const column = first.page.getByRole('complementary', { name: 'Your decision' })
  await first.page.keyboard.press('5')
  await column.getByRole('checkbox', { name: 'The same content', exact: true }).check()
  await column.getByRole('textbox').fill('The same file as the one found in the first hour.')
  for (const weighed of await column
    .getByRole('group', { name: /^I considered/ })
    .getByRole('checkbox')
    .all())
    await weighed.check()
  const hits = column.getByRole('group', { name: /^Hits it rests on/ }).getByRole('checkbox')
  for (const hit of await hits.all()) await hit.check()
  await recordIn(column, 'Ask a second person')
  await column.getByText(/^You proposed: /).waitFor()

  await openCase(supervisor, seeded.cases.exact)
  const answer = supervisor.page.getByRole('complementary', { name: 'Your decision' })
  await answer.getByText(/^A colleague proposes to remove this upload/).waitFor()
  await supervisor.page.keyboard.press('3')
  await answer.getByRole('checkbox', { name: 'The same content', exact: true }).check()
  await answer.getByRole('textbox').fill('I compared the hashes: it is the same file.')
  await recordIn(answer, 'Record your answer')
  await answer.getByText(/^Removed, decided (?:\w{3} )?\d\d:\d\d:\d\d UTC by Analyst and Supervisor\./).waitFor()
  await answer
    .getByText(/Platform told (?:\w{3} )?\d\d:\d\d:\d\d UTC, delivered (?:\w{3} )?\d\d:\d\d:\d\d UTC\./)
    .waitFor()
  await clean(supervisor.page, 'a removed upload')
  const callback = await world.callbacks.next(({ text }) => text.includes('u-88117'))
  expect(JSON.parse(callback.text)).toMatchObject({
    decision: { act: 'remove', labels: [{ code: 'attackerManifesto' }] },
  })
  await supervisor.open('/content')
  await supervisor.page.getByRole('link', { name: 'Decided uploads' }).click()
  await supervisor.page.getByRole('table', { name: 'Decided cases' }).getByText('Adverse').waitFor()
})

walk('a person opts out of a label, lowers the daily limit, and takes a break', async () => {
  const { page, open } = await world.desk('analyst')
  await forContentSafety({ page, open }, '/content')
  await open('/me')
  await page.getByRole('radio', { name: 'Blurred only' }).check()
  await page.getByRole('radio', { name: 'A list without pictures' }).check()
  await page.getByRole('combobox', { name: 'Labels I leave to others' }).click()
  await page.getByRole('option', { name: 'Branded publication' }).click()
  await page.keyboard.press('Escape')
  await page.getByText('Saved.').waitFor()
  await clean(page, 'preferences')
  await open('/content')
  await page.getByText('1 upload of a label that you leave to others is not listed.').waitFor()
  const table = page.getByRole('table', { name: 'Uploads to review' })
  await table.waitFor()
  expect(await table.getByText('Branded publication').count()).toBe(0)
  await openCase({ page, open }, seeded.cases.near)
  await page.getByRole('button', { name: /^Show one still, grey, for this case/ }).waitFor()
  await open('/content')
  await page.getByRole('button', { name: 'Take a break' }).click()
  await page.getByText(/^You are on a break until/).waitFor()
  await page.getByRole('button', { name: 'End the break' }).click()
  await page.getByText(/Viewed today: \d/).waitFor()
})

walk('a signal officer creates a bank, adds items, disables one, and runs an incident', async () => {
  const { page, open } = officer
  await forContentSafety(officer, '/content/banks/TIDEWATER_FINDS')
  await open('/content/banks/new')
  await page.getByRole('button', { name: 'Add the bank' }).click()
  await page.getByRole('alert').getByRole('link', { name: 'Name' }).waitFor()
  await page.getByLabel('Name', { exact: true }).fill('NEW_FINDS')
  await page.getByRole('checkbox', { name: 'Content safety' }).check()
  await page.getByLabel('Lawful basis').fill('Invented Act, section 4')
  for (const [field, choice] of [
    ['Marking (TLP)', 'TLP:AMBER'],
    ['Permitted actions (PAP)', 'PAP:GREEN'],
  ] as const) {
    await page.getByRole('combobox', { name: field }).click()
    await page.getByRole('option', { name: choice, exact: true }).click()
  }
  await page.getByRole('button', { name: 'Add the bank' }).click()
  await page.getByText('Nothing in this bank yet.').waitFor()
  await page.getByRole('button', { name: 'Add items…' }).click()
  await page
    .getByLabel('Hashes, texts or addresses')
    .last()
    .fill(`${'ab'.repeat(32)}\nno hash`)
  await page.getByLabel('Choose files…').setInputFiles({
    name: 'found.png',
    mimeType: 'image/png',
    buffer: drawPicture(31),
  })
  await page.getByText('PDQ, SHA-256, MD5').waitFor()
  await page.getByRole('button', { name: 'Add 3 items' }).click()
  await page.getByText('2 items added.').waitFor()
  await page.getByText(/^Number 2: /).waitFor()
  await page.getByRole('link', { name: 'Back to the bank' }).click()
  await page
    .getByRole('row', { name: /In use/ })
    .first()
    .getByRole('link')
    .click()
  await page.getByRole('button', { name: 'Switch off…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Switch off' }).click()
  await page.getByText('Switched off', { exact: true }).waitFor()
  await clean(page, 'an item')
  await open('/content/incidents')
  await page.getByRole('button', { name: 'Start an incident…' }).click()
  await dialog.getByLabel('Name').fill('Ferry (invented)')
  await dialog.getByRole('radio', { name: /^Incident/ }).check()
  await clean(page, 'starting an incident')
  await dialog.getByRole('button', { name: 'Start the incident' }).click()
  await page.getByText('“Ferry (invented)” is running.').waitFor()
  const row = page.getByRole('row', { name: /Ferry/ })
  await row.getByRole('button', { name: 'End…' }).click()
  await dialog.getByRole('button', { name: 'End the incident' }).click()
  await row.getByText('Ended').waitFor()
  for (const path of ['/content/banks', '/content/index', '/content/rates']) {
    await open(path)
    await page.getByRole('table').first().waitFor()
    await clean(page, path)
  }
})

walk('the try page shows matches of a file, hash or text and stores nothing', async () => {
  const { page } = officer
  await forContentSafety(officer, '/content/try')
  const uploads = async () => (await world.node.db.selectFrom('upload').select('id').execute()).length
  const before = await uploads()
  await page.getByLabel('Choose a file…').setInputFiles({
    name: 'copy.png',
    mimeType: 'image/png',
    buffer: drawPicture(12, { width: 300, height: 200 }),
  })
  const result = page.getByRole('region', { name: 'Result' })
  await result.getByText(/^The picture’s PDQ hash differs in \d+ of 256 bits/).waitFor()
  await result.getByText('Lies the same way').waitFor()
  await clean(page, 'a file that was tried')
  await page.getByLabel('Or a hash, an address or a text').fill('https://example.org/nothing')
  await page.getByText('Compared as: Address').waitFor()
  await page.getByRole('button', { name: 'Compare', exact: true }).click()
  await result.getByText('No bank has this.').waitFor()
  expect(await uploads()).toBe(before)
})

walk(
  'a video shows its match on a time line; its moving picture is muted',
  async () => {
    const folder = temporaryFolder()
    try {
      const source = 'testsrc2=duration=6:size=320x240:rate=10'
      const read = (name: string, args: string[]) => readFileSync(makeVideo(folder.path, name, source, args))
      const [whole, part] = [read('whole.mp4', []), read('part.mp4', ['-ss', '2', '-t', '3', '-s', '240x180'])]
      const { page, open } = officer
      await page.bringToFront()
      await open('/content/banks/TIDEWATER_FINDS/add')
      await page.getByLabel('Choose files…').setInputFiles({ name: 'whole.mp4', mimeType: 'video/mp4', buffer: whole })
      await page.getByRole('button', { name: 'Add 1 item' }).click()
      await page.getByText('1 item added.').waitFor()
      const { caseId } = await sendUpload(world.node.url, seeded.platform.key, { uploadId: 'u-video' }, part)
      const reviewer = await world.desk('supervisor')
      await forContentSafety(reviewer, '/content')
      await openCase(reviewer, caseId ?? '')
      await reviewer.page.getByRole('heading', { name: /^Video 0:03, uploaded/ }).waitFor()
      const upload = reviewer.page.getByRole('region', { name: 'The upload, blurred until you ask' })
      await upload.getByText(/^0:0\d to 0:0\d/).waitFor()
      for (const step of ['Show one still, grey', 'Show it in colour', 'Play the matching stretch, muted'])
        await upload.getByRole('button', { name: step }).click()
      const motion = upload.locator('video')
      await motion.waitFor()
      expect(await motion.evaluate((video) => (video as HTMLVideoElement).muted)).toBe(true)
      await clean(reviewer.page, 'a video')
    } finally {
      folder.remove()
    }
  },
  ffmpeg !== null,
)
