import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newKeyOf } from './person-key.fixture.ts'
import { entente } from './run-entente.fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'entente-cli-'))
let node: TestNode
let officer: Record<string, string>
beforeAll(async () => {
  node = await startTestNode()
  officer = { ENTENTE_URL: node.url, ENTENTE_KEY: await newKeyOf(node, 'officer') }
})
afterAll(async () => {
  await node?.stop()
  rmSync(folder, { recursive: true, force: true })
})

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const terms = file(
  'terms.json',
  JSON.stringify({
    reference: 'Invented list of tests',
    purposes: ['border-control', 'terrorism-prevention'],
    lawfulBasis: { reference: 'Invented Act, section 4', validUntil: null },
    tlp: 'clear',
    pap: 'clear',
    confidence: 70,
    action: 'discreet-check',
    necessity: 'Needed to show in a test how a list is imported.',
    minor: false,
    validDays: 365,
    retainDays: 400,
    reviewDays: 90,
    agreements: [],
  }),
)
const importing = (path: string, list: string, ...more: string[]) =>
  entente(['signals', 'import', path, '--list', list, '--terms', terms, '--json', ...more], { env: officer })
const lists = () => node.db.selectFrom('list').select(['title', 'version']).execute()

test('signals import: an unreadable list ends with 2 and creates no list', async () => {
  const un = (body: string) => `<CONSOLIDATED_LIST>${body}</CONSOLIDATED_LIST>`
  const cases = [
    ['un-xml', `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>${un('&e;')}`, 'xml-unsafe'],
    ['un-xml', un('<a>'.repeat(101)), 'xml-limit'],
    ['csv', 'id,name\n1,"Tebbo Vardak\n', 'csv-quote'],
  ] as const
  const ended = await Promise.all(
    cases.map(([format, text, code]) => importing(file(code, text), code, '--format', format)),
  )
  for (const [index, [, , code]] of cases.entries()) {
    expect(ended[index], code).toMatchObject({ status: 2, stdout: '' })
    expect(ended[index]?.stderr).toMatch(new RegExp(`^${code}: .+\n$`))
  }
  expect(await lists()).toEqual([])
})

test('signals import: refusals and an incomplete file end with 1, and withdraw no signal', async () => {
  const person = (id: number, more = '') =>
    `<INDIVIDUAL><DATAID>${id}</DATAID><FIRST_NAME>Tebbo Vardak ${'abc'[id]}</FIRST_NAME>${more}</INDIVIDUAL>\n`
  const whole = `<CONSOLIDATED_LIST><INDIVIDUALS>\n${person(0)}${person(1)}</INDIVIDUALS></CONSOLIDATED_LIST>`
  const first = await importing(file('whole.xml', whole), 'UN', '--format', 'un-xml')
  expect(first).toMatchObject({ status: 0, stderr: '' })
  expect(JSON.parse(first.stdout)).toMatchObject({ created: 2, refused: [] })
  const cut = await importing(
    file('cut.xml', whole.slice(0, whole.indexOf(person(1)) + 20)),
    'UN',
    '--format',
    'un-xml',
  )
  expect(cut.status).toBe(1)
  expect(JSON.parse(cut.stdout)).toMatchObject({ read: 1, withdrawn: 1, findings: [{ code: 'XML_MALFORMED' }] })
  expect(cut.stderr).toMatch(/^xml-malformed: The file is broken at line 3\. Nothing was imported/)
  const document =
    '<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>123456789</NUMBER></INDIVIDUAL_DOCUMENT>'
  const refused = await importing(
    file('refused.xml', whole.replace('</INDIVIDUALS>', `${person(2, document)}</INDIVIDUALS>`)),
    'UN',
    '--format',
    'un-xml',
  )
  expect(refused.status).toBe(1)
  expect(JSON.parse(refused.stdout)).toMatchObject({
    unchanged: 2,
    refused: [{ id: '2', code: 'false-positive-list' }],
  })
  expect(await lists()).toEqual([{ title: 'UN', version: 2 }])
})

test('signals list: active signals are listed, a withdrawn signal is not', async () => {
  const command = (...args: string[]) => entente(['signals', ...args, '--json'], { env: officer })
  const active = async () => {
    const ended = await command('list', '--status', 'active')
    expect([ended.status, ended.stderr]).toEqual([0, ''])
    return (JSON.parse(ended.stdout) as { items: { id: string }[] }).items.map(({ id }) => id)
  }
  const [id = ''] = await active()
  const ended = await command('withdraw', id, '--reason', 'mistaken')
  expect(ended).toMatchObject({ status: 0, stderr: '' })
  expect(JSON.parse(ended.stdout)).toMatchObject({ signalId: id, reason: 'mistaken', complete: true })
  expect(await active()).not.toContain(id)
})

test('signals import: invalid terms and an unreachable node end with 2 and change nothing', async () => {
  const csv = file('one.csv', 'id,name\n1,Tebbo Vardak\n')
  const bare = file('bare.json', readFileSync(terms, 'utf8').replace('Invented Act, section 4', ''))
  const command = ['signals', 'import', csv, '--list', 'bare', '--terms', bare, '--format', 'csv', '--json']
  const [basis, keyless, unreachable, plain, absent] = await Promise.all([
    entente(command, { env: officer }),
    entente(command),
    entente(command, { env: { ...officer, ENTENTE_URL: 'http://127.0.0.1:1' } }),
    entente(command, { env: { ...officer, ENTENTE_URL: node.url.replace('http:', 'https:') } }),
    importing(join(folder, 'absent.csv'), 'absent', '--format', 'csv'),
  ])
  expect(absent).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(/^file-not-found: /) })
  expect(basis).toMatchObject({ status: 2, stderr: expect.stringMatching(/^lawful-basis-missing: /) })
  expect(JSON.parse(basis.stdout)).toMatchObject({ code: 'lawful-basis-missing', at: '/terms/lawfulBasis/reference' })
  expect(keyless).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(/^key-missing: /) })
  expect(unreachable).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringMatching(/^node-unreachable: No node/),
  })
  expect(plain).toMatchObject({ status: 2, stderr: expect.stringMatching(/^node-unreachable: .* does not speak TLS/) })
  expect((await lists()).map(({ title }) => title)).not.toContain('bare')
})

test('an unusable database and a damaged backup end with 2 and one sentence', async () => {
  const { host, user, database } = node.database.connection('entente_owner')
  const url = `postgres://${user}@localhost/${database}?host=${encodeURIComponent(host ?? '')}`
  const [away, damaged] = await Promise.all([
    entente(['accounts', 'list', '--json'], { env: { DATABASE_URL: 'postgres://127.0.0.1:1/none' } }),
    entente(['restore', file('damaged', randomUUID()), '--data', join(folder, 'data')], { env: { DATABASE_URL: url } }),
  ])
  expect(away).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(/^pg-unreachable: .+\n$/) })
  expect(damaged).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(/^backup-\w+: .+\n$/) })
  for (const { stderr } of [away, damaged]) expect(stderr).not.toMatch(/\n\s+at /)
})
