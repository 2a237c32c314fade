import { afterAll, beforeAll, expect, test } from 'vitest'
import { countGroups } from '../../../pipeline/disparity/count-groups.ts'
import { matchSubjects } from '../../../pipeline/match/match-subjects.ts'
import { type ListedPerson, type ListOptions, paxlst } from '../edifact.fixture.ts'
import { type InteractiveStage, openInteractiveStage } from '../interactive/interactive-stage.fixture.ts'

let stage: InteractiveStage
beforeAll(async () => {
  stage = await openInteractiveStage()
})
afterAll(() => stage.close())

const person = (n: number, more: Partial<ListedPerson> = {}): ListedPerson => ({
  ...{
    surname: `QUILL${'ABCDEFGH'[n]}`,
    given: 'ODA',
    birth: '810517',
    document: `NL00${n}77`,
    issuer: 'NLD',
    ...more,
  },
})
async function take(people: ListedPerson[], options?: ListOptions): Promise<string[]> {
  const taken = await stage.take(paxlst(people, options))
  const subjectIds = taken.people.map(({ travellerId }) => travellerId)
  await matchSubjects(stage.match, { gateway: 'travel', subjectIds })
  return subjectIds
}
const countsOf = async (attribute: string) => {
  await countGroups({ ...stage.match, log: stage.deps.log })
  const rows = await stage.db
    .selectFrom('disparity_count')
    .select(['grp', 'subjects'])
    .where('attribute', '=', attribute)
    .where('source', '=', '')
    .orderBy('grp')
    .execute()
  return rows.map(({ grp, subjects }) => `${grp} ${subjects}`)
}

test('F9: a traveller who flies twice with one document is one person of the month, and deletion forgets them', async () => {
  const [out] = await take([person(0), person(1), person(2, { issuer: 'NOR' })])
  await take([person(0), person(3)], {
    ...{ flight: '7N0483', from: 'OSL', to: 'TUN', departs: '2611281850', arrives: '2611282240' },
  })
  expect(await countsOf('issuing-region')).toEqual(['154 1', '155 3'])
  expect(await countsOf('age-band')).toEqual(['45-59 4'])
  expect(await countsOf('language')).toEqual([])
  const of = () => stage.db.selectFrom('disparity_subject').selectAll().execute()
  expect(new Set((await of()).map((row) => row.person)).size).toBe(4)
  expect(await of()).toHaveLength(5)
  const link = await stage.db
    .selectFrom('retention_link' as never)
    .select(['act', 'part'] as never)
    .where('child' as never, '=', 'disparity_subject' as never)
    .execute()
  expect(link).toEqual([{ act: 'delete', part: 'subject_id' }])
  expect(out).toBeDefined()
})
