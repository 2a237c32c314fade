import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestDatabase } from '@entente/testkit'
import { expect, test } from 'vitest'
import { entente } from '../run-entente.fixture.ts'

test('the doctor names an external PostgreSQL, and asks for as much free disk as set', async () => {
  const database = await createTestDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'entente-doctor-'))
  try {
    const { host, database: name } = database.connection('entente_owner')
    const found = async (wanted: string, leastMegabytes: string) => {
      const { stdout } = await entente(['doctor', '--json', '--data', folder], {
        env: {
          DATABASE_URL: `postgres://entente_owner@${encodeURIComponent(String(host))}/${name}`,
          ENTENTE_DISK_LEAST_MB: leastMegabytes,
        },
      })
      const { checks } = JSON.parse(stdout) as { checks: { check: string; ok: boolean; detail: string }[] }
      return checks.find(({ check }) => check === wanted)
    }
    const disk = (leastMegabytes: string) => found('disk', leastMegabytes)
    expect(await disk('0')).toMatchObject({ ok: true })
    expect(await found('postgresql', '0')).toMatchObject({
      detail: expect.stringMatching(/^PostgreSQL \d+\.\d+, updated by whoever runs it \(DATABASE_URL\)$/),
    })
    expect(await disk('1000000000')).toMatchObject({
      ok: false,
      detail: expect.stringContaining('keep at least 1000000000 MB free (ENTENTE_DISK_LEAST_MB)'),
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await database.drop()
  }
})
