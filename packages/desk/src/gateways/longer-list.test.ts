import { fileURLToPath } from 'node:url'
import { build, type Rollup } from 'vite'
import { expect, test } from 'vitest'
import { gatewayOf, wordsOf } from '../app/gateway.ts'
import { entriesOf } from '../app/navigation.ts'
import { routerOf } from '../routes/index.ts'
import { gateways as own } from './index.ts'
import { gateways } from './longer-list.fixture.ts'

test('a new gateway adds entries, pages and texts without changes to the desk', () => {
  expect(Object.keys(routerOf(gateways).routesByPath)).toContain('/parcels')
  const ids = entriesOf('analyst', gateways).map(({ id }) => id)
  expect(ids).toContain('parcels')
  expect(ids.filter((id) => id !== 'parcels')).toEqual(entriesOf('analyst', own).map(({ id }) => id))
  expect(entriesOf('administrator', gateways).map(({ id }) => id)).not.toContain('parcels')
  expect(wordsOf(gatewayOf(gateways, 'parcels'))('evidence.compare.onRecord')).toBe('On the parcel')
})

test('an unknown gateway uses the texts of the desk', () => {
  expect(wordsOf(gatewayOf(own, 'parcels'))('find.all')).toBe('All')
})

test('ENTENTE_DESK_GATEWAYS replaces the list of gateways at build time', async () => {
  const desk = fileURLToPath(new URL('../../', import.meta.url))
  const list = fileURLToPath(new URL('longer-list.fixture.ts', import.meta.url))
  const built = async (path: string | undefined): Promise<string> => {
    if (path === undefined) delete process.env.ENTENTE_DESK_GATEWAYS
    else process.env.ENTENTE_DESK_GATEWAYS = path
    try {
      const options = { write: false, minify: false, reportCompressedSize: false } as const
      const configFile = `${desk}vite.config.ts`
      const result = await build({ root: desk, configFile, logLevel: 'silent', build: options })
      return (result as Rollup.RollupOutput).output.map((file) => ('code' in file ? file.code : '')).join('\n')
    } finally {
      delete process.env.ENTENTE_DESK_GATEWAYS
    }
  }
  expect(await built(list)).toContain('Page of invented parcels')
  expect(await built(undefined)).not.toContain('Page of invented parcels')
})
