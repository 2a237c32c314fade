import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTravelStage, type TravelStage } from './travel.fixture.ts'
import { loadRecord } from './travellers/load-record.ts'
import { loadSubjects } from './travellers/load-subjects.ts'

const folder = fileURLToPath(new URL('../../../../../../shared/data/travel/messages', import.meta.url))
const files = existsSync(folder) ? readdirSync(folder).sort() : []

let stage: TravelStage
beforeAll(async () => {
  stage = await openTravelStage()
})
afterAll(() => stage.close())

test.skipIf(files.length === 0)(
  "every person in the developers' messages becomes a traveller (skipped without the data)",
  async () => {
    for (const file of [...files, ...files.toReversed()]) {
      const bytes = readFileSync(`${folder}/${file}`)
      const { id, duplicate } = await stage.receive(bytes)
      if (duplicate) continue
      const { people, read } = await stage.read(id)
      const stated = new Set(people.map(({ pointer }) => pointer))
      expect(stated.size, file).toBe(read.counts.people)
      expect(
        people.every(({ travellerId }) => travellerId !== undefined),
        file,
      ).toBe(true)
    }
    const travellers = await stage.db.selectFrom('traveller').select('id').where('merged_into', 'is', null).execute()
    await stage.act(async (tx) => {
      const subjects = await loadSubjects(
        tx,
        travellers.map(({ id }) => id),
      )
      expect(subjects).toHaveLength(travellers.length)
      for (const { id } of travellers) expect((await loadRecord(tx, id)).messages.length, id).toBeGreaterThan(0)
    })
    // Reading each of the messages again gives the same travellers: no id is new or missing.
    const messages = await stage.db.selectFrom('message').select(['id', 'status']).execute()
    for (const { id, status } of messages) if (status !== 'quarantined') await stage.read(id, 2)
    const again = await stage.db.selectFrom('traveller').select('id').where('merged_into', 'is', null).execute()
    expect(again.map(({ id }) => id).sort()).toEqual(travellers.map(({ id }) => id).sort())
  },
)
