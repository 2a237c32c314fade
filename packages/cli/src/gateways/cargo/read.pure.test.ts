import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CargoReading } from '@entente/contracts'
import { afterAll, expect, test } from 'vitest'
import { entente } from '../../run-entente.fixture.ts'

const waybill = `<w:Waybill xmlns="iata:datamodel:3" xmlns:w="iata:waybill:1"><w:BusinessHeaderDocument><ID>999-12345675</ID></w:BusinessHeaderDocument>
  <w:MasterConsignment><TotalPieceQuantity>3</TotalPieceQuantity><SummaryDescription>WOODEN CHESS SETS</SummaryDescription></w:MasterConsignment></w:Waybill>`
const manifest = 'FFM/8\n1/ZZ88/03OCT/IST\nOSL\n999-12345675ISTOSL/T3K30MC0.1/CHESS SETS\nLAST\n'
const list = "UNB+UNOA:4+XY+ZZ+240509:1200+R1'UNH+1+PAXLST:D:12B:UN:IATA'BGM+745'UNT+3+1'UNZ+1+R1'"

const folder = mkdtempSync(join(tmpdir(), 'entente-read-cargo-'))
/** Writes the text into a file of this name and returns its path. */
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
afterAll(() => {
  rmSync(folder, { recursive: true })
})

test('read: the format is recognised, beside messages of other gateways', async () => {
  const files = [file('waybill.xml', waybill), file('manifest.txt', manifest), file('list.edi', list)]
  const ended = await entente(['read', '--json', ...files])
  expect([ended.status, ended.stderr]).toEqual([0, ''])
  const readings = ended.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as CargoReading)
  expect(readings.map(({ file: name, outcome }) => [name, outcome])).toEqual([
    ['waybill.xml', 'read'],
    ['manifest.txt', 'read'],
    ['list.edi', 'read'],
  ])
  expect(readings.map(({ gateway }) => gateway)).toEqual(['cargo', 'cargo', undefined])
  expect(readings.slice(0, 2).map(({ messages }) => messages[0]?.format)).toEqual(['xfwb', 'ffm'])
  expect(readings[0]?.sha256).toMatch(/^[0-9a-f]{64}$/)
})

test('read: what is quarantined ends with 1, and a missing file with 2', async () => {
  const cut = file('cut.xml', waybill.slice(0, -60))
  const [damaged, empty, picture, missing] = await Promise.all([
    entente(['read', '--json', cut]),
    entente(['read', '--json', file('empty', '')]),
    entente(['read', '--json', file('picture', '%PDF-1.7 x')]),
    entente(['read', '--json', cut, join(folder, 'absent.xml')]),
  ])
  for (const { status, stdout } of [damaged, empty, picture]) {
    expect([status, (JSON.parse(stdout) as CargoReading).outcome]).toEqual([1, 'quarantined'])
  }
  expect(JSON.parse(damaged.stdout).findings).toMatchObject([{ code: 'XML_MALFORMED' }])
  expect([empty, picture].map(({ stdout }) => JSON.parse(stdout).findings[0].code)).toEqual([
    'NO_INTERCHANGE',
    'NO_INTERCHANGE',
  ])
  expect(missing).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(/^file-not-found: /) })
})

test('read: without --json the output is text with the place of each finding', async () => {
  const { stdout, status } = await entente(['read', file('odd.xml', waybill.replace('>3<', '>3,5 pieces<'))])
  expect(status).toBe(0)
  expect(stdout).toMatch(/^odd\.xml: xfwb, read, \d+ bytes\n {2}xfwb : masters 1; /)
  expect(stdout).toContain('warning NUMBER_MALFORMED line 2 999-12345675: this is no number')
})
