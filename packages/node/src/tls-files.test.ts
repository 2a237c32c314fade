import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  canMakeCertificates,
  type ThrowawayAuthority,
  throwawayAuthority,
} from './exchange/peers/throwaway-certificates.fixture.ts'
import { readTlsFiles } from './tls-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'entente-tls-'))
let authority: ThrowawayAuthority | undefined
beforeAll(() => {
  if (canMakeCertificates) authority = throwawayAuthority()
})
afterAll(() => {
  authority?.remove()
  rmSync(folder, { recursive: true, force: true })
})
const written = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

test('a missing file or one that is no certificate is named with its setting', () => {
  const missing = join(folder, 'missing.pem')
  const text = written('text.pem', 'no certificate')
  expect(() => readTlsFiles({ cert: missing, key: text })).toThrow(`ENTENTE_TLS_CERT: ${missing} does not exist`)
  expect(() => readTlsFiles({ cert: text, key: missing })).toThrow(`ENTENTE_TLS_KEY: ${missing} does not exist`)
  expect(() => readTlsFiles({ cert: text, key: text })).toThrow(
    `ENTENTE_TLS_CERT: ${text} contains no certificate in PEM`,
  )
})

test.skipIf(!canMakeCertificates)('a key must be in PEM and belong to the certificate', () => {
  const [one, other] = ['one.example', 'other.example'].map((name) => (authority as ThrowawayAuthority).issue(name))
  expect(readTlsFiles(one!)).toMatchObject({ cert: readFileSync(one!.cert), validTo: expect.any(Date) })
  expect(() => readTlsFiles({ cert: one!.cert, key: other!.key })).toThrow('is not the key of the certificate')
  const text = written('text.key', 'no key')
  expect(() => readTlsFiles({ cert: one!.cert, key: text })).toThrow(`${text} contains no private key in PEM`)
})
