import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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

test('the doctor names a secret that others may open, and a provider that does not answer', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'entente-doctor-'))
  const file = join(folder, 'secret')
  writeFileSync(file, 'a secret', { mode: 0o644 })
  const oidc = async () => {
    const { stdout } = await entente(['doctor', '--json', '--data', folder], {
      env: {
        DATABASE_URL: 'postgres://entente_owner@127.0.0.1:9/none',
        ENTENTE_OIDC_ISSUER: 'http://127.0.0.1:9',
        ENTENTE_OIDC_CLIENT_ID: 'entente-node',
        ENTENTE_OIDC_SECRET_FILE: file,
      },
    })
    const { checks } = JSON.parse(stdout) as { checks: { check: string; ok: boolean; detail: string }[] }
    return checks.find(({ check }) => check === 'oidc')
  }
  try {
    expect(await oidc()).toEqual({ check: 'oidc', ok: false, detail: expect.stringContaining('other users may open') })
    chmodSync(file, 0o600)
    expect(await oidc()).toMatchObject({ ok: false, detail: 'the OpenID provider: unreachable' })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
