import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type KeysState, noteLastBackup, readConfig } from '@entente/node'
import { createTestDatabase } from '@entente/testkit'
import { expect, test } from 'vitest'
import { entente } from '../run-entente.fixture.ts'
import { backups } from './backups.ts'

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

test('the doctor asks for a recipient, for a young backup, and for the end of a restore', async () => {
  const dataRoot = mkdtempSync(join(tmpdir(), 'entente-doctor-'))
  const recipient = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p'
  const keys: KeysState = {
    ...{ root: '/data/keys/root.key', onThisDisk: true, splitAt: null, epochs: [] },
    dayKeys: { living: 4, retiring: 0, shut: 0 },
    waitsHours: 0,
    plain: { done: true, columns: { done: 0, begun: 0 }, sealed: 0 },
  }
  const found = async (
    environment: Record<string, string>,
    of: { isSingle?: boolean; restored?: string; keys?: Partial<KeysState> } = {},
  ) => {
    const facts = { config: readConfig(environment), dataRoot, now: new Date('2026-11-30T12:00:00Z') }
    const checks = await backups({
      ...facts,
      isSingle: of.isSingle ?? false,
      restored: of.restored ?? null,
      keys: { ...keys, ...of.keys },
    })
    return Object.fromEntries(checks.map(({ check, ok, detail }) => [check, { ok, detail }]))
  }
  try {
    expect(await found({})).toMatchObject({
      'backup recipients': { ok: false, detail: expect.stringContaining('ENTENTE_BACKUP_TO') },
      'newest backup': { ok: false, detail: expect.stringContaining('none') },
      'root key': { ok: true, detail: '/data/keys/root.key: protects backups, not this disk' },
      'recovery of the root key': { ok: false, detail: expect.stringContaining('entente keys root split') },
    })
    const plain = { done: false, columns: { done: 3, begun: 4 }, sealed: 1200 }
    const split = { splitAt: '2026-11-01T10:00:00.000Z', onThisDisk: false, root: 'a command' }
    expect(
      await found({}, { keys: { ...split, plain, dayKeys: { living: 1, retiring: 0, shut: 2 }, waitsHours: 9 } }),
    ).toMatchObject({
      'ends of days': { ok: false, detail: expect.stringContaining('9 more hours') },
      'root key': { ok: true, detail: 'a command' },
      'recovery of the root key': { ok: true },
      'sealed records': { ok: true, detail: expect.stringContaining('1200 values in 3 finished columns') },
      'shut records': { ok: false, detail: expect.stringContaining('2 day keys') },
    })
    expect(await found({}, { isSingle: true })).toMatchObject({
      'backup recipients': { ok: true },
      'newest backup': { ok: true },
    })
    await noteLastBackup(dataRoot, { at: '2026-11-29T10:00:00.000Z', file: '/safe/x.backup', encrypted: true })
    const set = { ENTENTE_BACKUP_TO: recipient }
    expect(await found(set)).toMatchObject({
      'backup recipients': { ok: true },
      'newest backup': {
        ok: false,
        detail: '/safe/x.backup, 26 hours old; it should be younger than 26 hours (ENTENTE_BACKUP_HOURS)',
      },
    })
    for (const hours of ['27', '0'])
      expect(await found({ ...set, ENTENTE_BACKUP_HOURS: hours })).toMatchObject({ 'newest backup': { ok: true } })
    expect(await found(set)).not.toHaveProperty('restore')
    expect(await found(set, { restored: '2026-11-29T02:10:00.000Z' })).toMatchObject({ restore: { ok: false } })
    const mistyped = `${recipient.slice(0, -1)}q`
    expect(await found({ ENTENTE_BACKUP_TO: mistyped })).toMatchObject({
      'backup recipients': { ok: false, detail: expect.stringContaining(mistyped) },
    })
    expect(() => readConfig({ ENTENTE_BACKUP_TO: 'age1short' })).toThrow('ENTENTE_BACKUP_TO: age1short is no recipient')
  } finally {
    rmSync(dataRoot, { recursive: true, force: true })
  }
})
