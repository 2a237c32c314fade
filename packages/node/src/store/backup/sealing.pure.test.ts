import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '../postgres/temporary-root.fixture.ts'
import { checkBackup } from './check-backup.ts'
import { backupFormat, type Line } from './format.ts'
import { makeIdentity, readIdentities } from './identities.ts'
import { checkRecipients, type Recipients, readRecipients, seal } from './sealing.ts'
import { writeBackupFile } from './write-file.ts'

const folder = temporaryFolder()
afterAll(folder.remove)
const at = (name: string): string => join(folder.path, name)
const counts = { rows: 0, files: 0 }
const header: Line = {
  kind: 'header',
  format: backupFormat,
  createdAt: '2026-11-30T10:00:00.000Z',
  schemaVersion: '0007-sample, jobs 19',
  migrations: ['0007-sample'],
  postgres: '17.1',
  tables: [],
}
async function* lines(): AsyncGenerator<Line[]> {
  yield [header]
}
async function write(name: string, recipients: Recipients, of: AsyncIterable<Line[]> = lines()): Promise<string> {
  await writeBackupFile(at(name), of, { recipients, counts: () => counts, complete: async () => {} })
  return at(name)
}
const codeOf = (file: string, identities: readonly string[]): Promise<string> =>
  checkBackup(file, identities).then(
    () => 'opened',
    (error: { code?: string }) => error.code ?? String(error),
  )

let first: { recipient: string; identities: string[] }
let second: typeof first
let sealed: string
async function pair(name: string): Promise<typeof first> {
  const recipient = await makeIdentity(at(name), new Date('2026-11-30T10:00:00Z'))
  return { recipient, identities: await readIdentities(at(name)) }
}
beforeAll(async () => {
  first = await pair('first.key')
  second = await pair('second.key')
  sealed = await write('sealed', [first.recipient, second.recipient])
})

test('each recipient opens an encrypted backup, and nobody else', async () => {
  expect(readFileSync(sealed, 'latin1')).toMatch(/^age-encryption\.org\/v1\n-> X25519 /)
  expect(statSync(sealed).mode & 0o777).toBe(0o600)
  for (const { identities } of [first, second])
    expect((await checkBackup(sealed, identities)).header.schemaVersion).toBe('0007-sample, jobs 19')
  const other = await pair('other.key')
  expect(await codeOf(sealed, other.identities)).toBe('identity-wrong')
  expect(await codeOf(sealed, [...other.identities, ...second.identities])).toBe('opened')
  expect(await codeOf(sealed, [])).toBe('identity-missing')
})

test('a clear backup opens with and without a private key', async () => {
  const clear = await write('clear', 'clear')
  expect([await codeOf(clear, []), await codeOf(clear, first.identities)]).toEqual(['opened', 'opened'])
})

test('a changed bit, a missing end and an addition are found anywhere in the file', async () => {
  const bytes = readFileSync(sealed)
  const place = fc.integer({ min: 0, max: bytes.length - 1 })
  const codes = ['backup-damaged', 'identity-wrong']
  await fc.assert(
    fc.asyncProperty(place, fc.integer({ min: 0, max: 7 }), async (index, bit) => {
      const changed = Buffer.from(bytes)
      changed[index] = (changed[index] as number) ^ (1 << bit)
      writeFileSync(at('changed'), changed)
      expect(codes).toContain(await codeOf(at('changed'), first.identities))
    }),
    { numRuns: 150 },
  )
  await fc.assert(
    fc.asyncProperty(place, async (length) => {
      writeFileSync(at('cut'), bytes.subarray(0, length))
      expect(await codeOf(at('cut'), first.identities)).toBe('backup-damaged')
    }),
    { numRuns: 60 },
  )
  writeFileSync(at('longer'), Buffer.concat([bytes, Buffer.from('x')]))
  expect(await codeOf(at('longer'), first.identities)).toBe('backup-damaged')
})

test('a backup of many pieces that lost its last whole piece is damaged', async () => {
  async function* noise(): AsyncGenerator<Uint8Array> {
    for (let n = 0; n < 5; n++) yield Buffer.alloc(64 * 1024, n)
  }
  const pieces: Uint8Array[] = []
  for await (const piece of seal([first.recipient], noise())) pieces.push(piece)
  const whole = Buffer.concat(pieces)
  writeFileSync(at('pieces'), whole.subarray(0, whole.length - 64 * 1024 - 16))
  expect(await codeOf(at('pieces'), first.identities)).toBe('backup-damaged')
})

test('a file that is no backup, or has an endless header, is refused', async () => {
  const files: [string, string | Buffer][] = [
    ['empty', ''],
    ['text', 'invented'],
    ['armored', '-----BEGIN AGE ENCRYPTED FILE-----\n'],
    ['version', 'age-encryption.org/v9\n'],
    ['endless', `age-encryption.org/v1\n-> X25519 ${'A'.repeat(200_000)}`],
    ['noise', Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3])],
  ]
  for (const [name, content] of files) {
    writeFileSync(at(name), content)
    expect(await codeOf(at(name), first.identities), name).toBe('backup-damaged')
  }
  expect(await codeOf(at('nowhere'), first.identities)).toBe('backup-unreadable')
  expect(await codeOf(folder.path, first.identities)).toBe('backup-unreadable')
})

test('a write that fails leaves no file, and the final name appears only at the end', async () => {
  async function* failing(): AsyncGenerator<Line[]> {
    yield [header]
    for (let n = 0; n < 200; n++) yield Array.from({ length: 100 }, () => [crypto.randomUUID()])
    expect(readdirSync(folder.path).filter((name) => name.startsWith('failing'))).toEqual(['failing.partial'])
    throw new Error('the disk is full')
  }
  await expect(write('failing', [first.recipient], failing())).rejects.toThrow('the disk is full')
  expect(existsSync(at('failing')) || existsSync(at('failing.partial'))).toBe(false)
})

test('encrypting reads no further ahead than a few pieces', async () => {
  let made = 0
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) {
      made += 64 * 1024
      yield new Uint8Array(64 * 1024)
    }
  }
  let read = 0
  for await (const piece of seal([first.recipient], endless())) {
    read += piece.length
    expect(made - read).toBeLessThan(16 * 64 * 1024)
    if (read > 4 * 1024 * 1024) break
  }
})

test('a wrong recipient is named, and a private key is not repeated', async () => {
  expect(readRecipients(` ${first.recipient}, ${second.recipient}\n${first.recipient} `)).toEqual([
    first.recipient,
    second.recipient,
  ])
  for (const wrong of ['ssh-ed25519', 'age1abc', `${first.recipient}q`, `age1pq1${'q'.repeat(60)}`])
    expect(() => readRecipients(`${first.recipient},${wrong}`)).toThrow(
      expect.objectContaining({ code: 'recipient-invalid', message: expect.stringContaining(wrong) }),
    )
  const secret = first.identities[0] as string
  expect(() => readRecipients(secret)).toThrow(
    expect.objectContaining({ code: 'recipient-invalid', message: expect.not.stringContaining(secret) }),
  )
  const last = first.recipient.at(-1) === 'q' ? 'p' : 'q'
  const mistyped = `${first.recipient.slice(0, -1)}${last}`
  await expect(checkRecipients([mistyped])).rejects.toMatchObject({
    code: 'recipient-invalid',
    message: expect.stringContaining(mistyped),
  })
  expect(() =>
    readRecipients(
      Array.from(
        { length: 21 },
        (_, n) => `${first.recipient.slice(0, -2)}${'qpzry9x8gf2tvdw0s3jn54khce6mua'.slice(n, n + 2)}`,
      ).join(','),
    ),
  ).toThrow('at most 20')
})

test('a private key is readable by its owner only, and is never overwritten', async () => {
  expect(statSync(at('first.key')).mode & 0o777).toBe(0o600)
  expect(readFileSync(at('first.key'), 'utf8')).toBe(
    `# created: 2026-11-30T10:00:00.000Z\n# public key: ${first.recipient}\n${first.identities[0]}\n`,
  )
  await expect(makeIdentity(at('first.key'), new Date())).rejects.toMatchObject({ code: 'identity-exists' })
  await expect(makeIdentity(at('none/first.key'), new Date())).rejects.toMatchObject({ code: 'identity-unwritable' })
})

test('a file without private keys is refused with its line, and no key is repeated', async () => {
  const secret = first.identities[0] as string
  const files: [string, string][] = [
    ['no-key', '# only a comment\n'],
    ['public', `${first.recipient}\n`],
    ['mistyped', `\n${secret.slice(0, -1)}${secret.endsWith('Q') ? 'P' : 'Q'}\n`],
    ['locked', 'age-encryption.org/v1\n-> scrypt x 18\n'],
    ['long', `#${'x'.repeat(70_000)}`],
  ]
  for (const [name, content] of files) {
    writeFileSync(at(name), content)
    const error = await readIdentities(at(name)).catch((thrown: Error & { code: string }) => thrown)
    expect(error, name).toMatchObject({ code: 'identity-invalid', message: expect.stringContaining(at(name)) })
    expect((error as Error).message).not.toContain(secret.slice(16, 40))
  }
  await expect(readIdentities(at('mistyped'))).rejects.toThrow('line 2')
  await expect(readIdentities(at('nowhere'))).rejects.toMatchObject({ code: 'identity-unreadable' })
})

const hasAge = spawnSync('age', ['--version']).status === 0
if (!hasAge) process.stderr.write('SKIPPED: the program age is not installed, so its files are not tried\n')
test.skipIf(!hasAge)('the program age opens our file, and we open its file', async () => {
  const clear = await write('for-age', 'clear')
  execFileSync('age', ['-d', '-i', at('second.key'), '-o', at('opened-by-age'), sealed])
  expect(await codeOf(at('opened-by-age'), [])).toBe('opened')
  execFileSync('age', ['-r', first.recipient, '-o', at('made-by-age'), clear])
  expect(await codeOf(at('made-by-age'), first.identities)).toBe('opened')
  const made = spawnSync('age-keygen', ['-o', at('age.key')], { encoding: 'utf8' })
  const [recipient = ''] = /age1\S+/.exec(made.stderr) ?? []
  const forAge = await write('for-age-key', [recipient])
  expect(await codeOf(forAge, await readIdentities(at('age.key')))).toBe('opened')
})
