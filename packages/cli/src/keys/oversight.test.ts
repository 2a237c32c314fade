import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeIdentity } from '@entente/node'
import { afterAll, expect, test } from 'vitest'
import { encryptTo } from '../../../node/src/safeguards/oversight-files/age-file.ts'
import { entente } from '../run-entente.fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'entente-oversight-'))
const at = (name: string) => join(folder, name)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('S45 the command splits the key of oversight, and any two shares open a file without a node', async () => {
  const recipient = await makeIdentity(at('oversight.key'), new Date())
  writeFileSync(at('report.age'), await encryptTo(recipient, Buffer.from('Somebody copies lists.\n')))

  const split = await entente(['keys', 'oversight', 'split', at('oversight.key'), '--json'], {})
  const { shares } = JSON.parse(split.stdout) as { shares: string[] }
  expect(shares).toHaveLength(3)
  const open = (input: string, ...more: string[]) =>
    entente(['keys', 'oversight', 'open', at('report.age'), ...more], { input })
  expect(await open(`${shares[0]}\n${shares[2]}\n`)).toMatchObject({ status: 0, stdout: 'Somebody copies lists.\n' })
  expect((await open('', '--identity', at('oversight.key'), '--out', at('opened.txt'))).status).toBe(0)
  expect(readFileSync(at('opened.txt'), 'utf8')).toBe('Somebody copies lists.\n')
  expect(await open(`${shares[0]}\n\n`)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('two of the three'),
  })
  await makeIdentity(at('other.key'), new Date())
  const wrong = await open('', '--identity', at('other.key'))
  expect(wrong).toMatchObject({ status: 1, stderr: expect.stringContaining('file-not-opened') })
})
