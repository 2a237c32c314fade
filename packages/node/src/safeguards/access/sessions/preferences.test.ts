import { defaultPreferences } from '@entente/contracts'
import { startTestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

let node: Awaited<ReturnType<typeof startTestNode>>
beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.stop())

const preferencesOf = async (account: string) => {
  const { body } = await (await node.signIn(account)).call('GET', '/v1/me')
  return (body as { preferences: object }).preferences
}

test('a person chooses a language and digits, and keeps the other preferences', async () => {
  const analyst = await node.signIn('analyst')
  expect(await preferencesOf('analyst')).toEqual(defaultPreferences)
  await analyst.call('PUT', '/v1/me/preferences', { zone: 'Europe/Oslo', notices: ['second-person'] })
  const saved = await analyst.call('PUT', '/v1/me/preferences', { language: 'ar', digits: 'arab' })
  expect(saved).toMatchObject({ status: 200, body: { preferences: { language: 'ar', zone: 'Europe/Oslo' } } })
  expect(await preferencesOf('analyst')).toEqual({
    ...defaultPreferences,
    zone: 'Europe/Oslo',
    notices: ['second-person'],
    language: 'ar',
    digits: 'arab',
  })
})

test('a page of the release before saves its preferences and leaves the language', async () => {
  const analyst = await node.signIn('supervisor')
  await analyst.call('PUT', '/v1/me/preferences', { language: 'zh' })
  const before = { density: 'one-line', scheme: 'dark', singleKeys: false, zone: null }
  expect((await analyst.call('PUT', '/v1/me/preferences', before)).status).toBe(200)
  expect(await preferencesOf('supervisor')).toEqual({ ...before, language: 'zh', digits: 'latn', notices: [] })
})

test('the stored preferences have only names that the release before knows', async () => {
  const rows = await node.db.selectFrom('account').select('preferences').where('preferences', 'is not', null).execute()
  expect(rows.length).toBeGreaterThan(0)
  for (const { preferences } of rows)
    expect(Object.keys(preferences ?? {}).sort()).toEqual(['density', 'scheme', 'singleKeys', 'zone'])
})

test.each([{ language: 'de' }, { language: 'en-XA' }, { digits: '123' }, { colour: 'red' }])(
  'the preference %j is refused',
  async (preference) => {
    const refused = await (await node.signIn('analyst')).call('PUT', '/v1/me/preferences', preference)
    expect(refused).toMatchObject({ status: 422 })
  },
)
