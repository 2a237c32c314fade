import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createPasswordRules } from './password-rules.ts'

const names = ['norland.example', 'node-7']
const reasonOf = (password: string, own: readonly string[] = [], list: string | null = null) =>
  createPasswordRules({ list, names })
    .check(password, own, '/password')
    .then(
      () => null,
      (error: { code: string; details: { at: string; detail: string } }) => `${error.code} ${JSON.stringify(error)}`,
    )
const many = 'Many people'

test('bad input 12: a common password is refused with the reason, also padded or repeated', async () => {
  for (const common of [
    '1qaz2wsx3edc',
    'leavemealone',
    'Password12345!',
    'passwordpassword',
    'sunshine-1234-!',
    'aaaaaaaaaaaaa',
  ])
    expect([common, await reasonOf(common)].join()).toContain('password-weak')
  expect(await reasonOf('LeaveMeAlone')).not.toBeNull()
})

test('a password has 12 to 128 characters', async () => {
  expect(await reasonOf('quiet heron')).not.toBeNull()
  expect(await reasonOf('quiet herons')).toBeNull()
  const long = Array.from({ length: 129 }, (_, n) => 'quiet heron '[n % 12]).join('')
  expect([(await reasonOf(long)) !== null, await reasonOf(long.slice(1))]).toEqual([true, null])
})

test('a password contains no name of its account, person, member or node', async () => {
  expect(await reasonOf('herons in NORLAND wade')).not.toBeNull()
  expect(await reasonOf('five halvorsen wade', ['m.halvorsen', 'Mette Halvorsen'])).not.toBeNull()
  expect(await reasonOf('five quiet herons wade', ['m.halvorsen', 'Mette Halvorsen'])).toBeNull()
  // A name of three letters occurs in many words.
  expect(await reasonOf('baas of quiet herons', ['b.aas'])).toBeNull()
})

test('an operator’s own list counts too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'entente-list-'))
  const list = join(folder, 'words')
  writeFileSync(list, 'something\r\nFive Quiet Herons Wade\nother\n')
  expect(await reasonOf('five quiet herons wade', [], list)).toContain(many)
  expect(await reasonOf('four quiet herons wade', [], list)).toBeNull()
  rmSync(folder, { recursive: true })
})
