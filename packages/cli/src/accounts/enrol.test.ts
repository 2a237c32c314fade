import { spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readConfig, startNode } from '@entente/node'
import { createTestDatabase } from '@entente/testkit'
import pino from 'pino'
import { expect, test } from 'vitest'
import { entente } from '../run-entente.fixture.ts'

const program = fileURLToPath(new URL('../../dist/index.js', import.meta.url))
const password = 'five quiet herons wade'

/** Runs `entente enrol`, and answers its questions as a person at a terminal does. */
async function enrol(url: string, code: string): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [program, 'enrol', code, '--json'], {
    env: { PATH: process.env.PATH, ENTENTE_URL: url },
  })
  let [stdout, stderr, answered] = ['', '', 0]
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
    const asked = (stderr.match(/New password|Once more|Its code now/g) ?? []).length
    // The first code is mistyped.
    const answer = () => (answered === 2 ? '000000' : totpNow(/^ {2}([A-Z2-7]{32})$/m.exec(stderr)?.[1] ?? ''))
    for (; answered < asked; answered += 1) child.stdin.write(`${answered < 2 ? password : answer()}\n`)
  })
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { status, stdout, stderr }
}

/** The present code of a secret in base32 (RFC 6238). */
function totpNow(secret: string): string {
  const bits = [...secret]
    .map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0'))
    .join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)))
  const mac = createHmac('sha1', key).update(counter).digest()
  const number = mac.readUInt32BE((mac[19] as number) & 15) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

test('3.6 the first accounts have codes, and one command enrols a person with password and TOTP', async () => {
  const database = await createTestDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'entente-enrol-'))
  const { host, database: name } = database.connection('entente_owner')
  const env = {
    DATABASE_URL: `postgres://entente_owner@${encodeURIComponent(String(host))}/${name}`,
    ENTENTE_DATA: folder,
  }
  const made = JSON.parse((await entente(['accounts', 'init', '--json'], { env })).stdout) as {
    accounts: { account: string; password: string | null; code: string | null }[]
  }
  expect(made.accounts.map(({ password, code }) => [password, code?.length])).toEqual(Array(7).fill([null, 29]))
  const node = await startNode({
    config: readConfig({
      ENTENTE_DATA: folder,
      ENTENTE_PORT: '0',
      ENTENTE_DISK_LEAST_MB: '0',
      ENTENTE_SEARCH_THREADS: '0',
    }),
    log: pino({ level: 'silent' }),
    schedules: false,
    postgres: {
      ...{ kind: 'external', connection: (role) => database.connection(role), state: () => 'ready', pid: null },
      ...{ stop: async () => {}, socketDirectory: null, dataRoot: folder, serverUser: null, version: 'test' },
      separated: false,
      rolesSeparated: true,
    },
  })
  try {
    const code = made.accounts.find(({ account }) => account === 'analyst')?.code ?? ''
    const enrolled = await enrol(node.url, code)
    expect(enrolled, enrolled.stderr).toMatchObject({ status: 0 })
    const { account, recoveryCodes } = JSON.parse(enrolled.stdout) as { account: string; recoveryCodes: string[] }
    expect([account, recoveryCodes.length]).toEqual(['analyst', 10])
    const again = await enrol(node.url, code)
    expect(again, 'once').toMatchObject({ status: 1, stderr: expect.stringContaining('code-unknown') })
    const renewed = JSON.parse(
      (await entente(['accounts', 'init', '--renew', '--json'], { env })).stdout,
    ) as typeof made
    const first = made.accounts.find(({ account }) => account === 'supervisor')?.code
    const second = renewed.accounts.find(({ account }) => account === 'supervisor')?.code
    expect([renewed.accounts.length, second === first], 'all but the analyst').toEqual([6, false])
    const use = (code: string | null | undefined) =>
      fetch(`${node.url}/v1/enrol`, {
        ...{
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ code, password }),
        },
      })
    expect([(await use(first)).status, (await use(second)).status]).toEqual([404, 200])
    const { people } = (await (await fetch(`${node.url}/v1/member`)).json()) as { people: string }
    expect(people).toBe('complete')
    const headers = { 'content-type': 'application/json' }
    const alone = JSON.stringify({ account: 'analyst', password })
    expect((await fetch(`${node.url}/v1/session`, { method: 'POST', headers, body: alone })).status).toBe(401)
  } finally {
    await node.stop()
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  }
})
