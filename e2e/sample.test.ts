import { cutOff } from '@entente/testkit'
import { afterAll, beforeAll, expect } from 'vitest'
import { withClient } from '../packages/node/src/store/postgres/index.ts'
import { axeInBothColours } from './browser.ts'
import { pairs } from './listed-people.ts'
import { walk } from './walk.ts'
import { boarding, flightIn, openWorld, type World } from './world.ts'

const weekMs = 7 * 86_400_000
let world: World
let ahead = 0
let caseId: string
beforeAll(async () => {
  world = await openWorld([pairs.same], () => new Date(Date.now() + ahead))
  await boarding(world, flightIn(180), [pairs.same])
  caseId = await world.caseOf(pairs.same)
  ahead = weekMs
  // A decision about a minor is in every sample; the others stand for decided cases that are deleted.
  await withClient(world.node.database.connection('entente_owner'), async (owner) => {
    await owner.query(
      `insert into decided_case (decision_id, case_id, gateway, at, adverse, minor)
        select gen_random_uuid(), case when n = 1 then $1::uuid else gen_random_uuid() end, 'travel', now(), n = 1, n = 1
        from generate_series(1, 120) n`,
      [caseId],
    )
    await owner.query("select graphile_worker.add_job('sample')")
  })
  await world.node.whenIdle()
})
afterAll(async () => expect(await world.close(), 'errors in the console').toEqual([]))

walk('oversight checks the draw, asks about a drawn case, and reads the answer of a supervisor', async () => {
  const { page, open } = await world.desk('oversight-1')
  await open('/oversight/sample')
  await page.getByText('Adverse, under 18').waitFor()
  await page.getByRole('button', { name: 'Check the draw' }).click()
  await page.getByRole('button', { name: 'Draw anew in this browser' }).click()
  await page.getByText('120 draws recomputed, none differs.').waitFor()
  for (const sentence of [
    'The log has this commitment, seed and list.',
    'The seed fits its commitment.',
    'The list of decided cases is the one that was committed.',
  ])
    await page.getByText(sentence).waitFor()
  await page
    .getByRole('button', { name: /^Readings of/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'Store the reading' }).click()
  await page.getByRole('radio', { name: 'Question' }).check()
  await page.getByLabel('Your words').fill('Was the photograph compared with the person at the gate?')
  expect(await axeInBothColours(page)).toEqual([])
  expect(await cutOff(page)).toEqual([])
  await page.getByRole('button', { name: 'Store the reading' }).click()
  await page.getByText('Answer due').waitFor()
  const answers = await world.desk('supervisor')
  await answers.open('/questions')
  await answers.page.getByText('Was the photograph compared').waitFor()
  await answers.page.getByLabel('Answer').fill('Yes. The officer at the gate wrote it on the paper.')
  expect(await axeInBothColours(answers.page)).toEqual([])
  await answers.page.getByRole('button', { name: 'Answer' }).click()
  await answers.page.getByText('The answer is stored').waitFor()
  await open('/oversight/sample')
  await page
    .getByRole('button', { name: /^Readings of/ })
    .first()
    .click()
  await page.getByText('The officer at the gate wrote it').waitFor()
})
