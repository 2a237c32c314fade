/** Runs real consumers of STIX, TAXII and MISP, as they are installed, against a started node. */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import {
  addSignal,
  hashDraft,
  type Member,
  personDraft,
  releaseSignal,
  startNetwork,
  until,
} from '../exchange/network.ts'
import { agreementRows } from '../node/agreement-rows.ts'
import { inDatabase } from '../node/node-database.ts'
import { expectOk, signInAs } from '../node/set-up-node.ts'

const { values: options } = parseArgs({ options: { out: { type: 'string' }, help: { type: 'boolean' } } })
/** The consumers: the function in consumers.py, the name in the table, and the variable that says where it is. */
const consumers = [
  ['taxii_client', 'OASIS TAXII client', 'INTEROP_TAXII_CLIENT'],
  ['python_stix2', 'python-stix2', 'INTEROP_STIX2'],
  ['validator', 'cti-stix-validator, strict', 'INTEROP_VALIDATOR'],
  ['pymisp', 'PyMISP, strict', 'INTEROP_PYMISP'],
  ['misp_stix', 'misp-stix, both directions', 'INTEROP_MISP_STIX'],
  ['opencti_taxii2', 'OpenCTI connector TAXII 2', 'INTEROP_OPENCTI_TAXII2'],
  ['opencti_misp_feed', 'OpenCTI connector MISP feed', 'INTEROP_OPENCTI_MISP_FEED'],
] as const
if (options.help === true) {
  const lines = consumers.map(([, name, variable]) => `  ${variable.padEnd(26)} ${name}\n`).join('')
  process.stdout.write(
    `npm run interop [-- --out FILE]\nINTEROP_PYTHON is the interpreter (python3). For each consumer, a PYTHONPATH where it is installed:\n${lines}`,
  )
  process.exit(0)
}

const partner = 'platform.example'
const purpose = { 'entente-purpose': 'border-control' }
const hash = (letter: string, length: number) => letter.repeat(length)

/** Drafts of each kind of signal, with invented values. */
function drafts(agreement: string): Record<string, unknown>[] {
  const of = (kind: string, value: object) => ({ ...personDraft(agreement, 'x', 'x'), kind, value })
  const media = (algorithm: string, text: string) => ({
    ...hashDraft(agreement, text),
    purposes: ['border-control'],
    value: { algorithm, hash: text, quality: null, threshold: null, mediaType: null },
  })
  const name = { full: 'Halvard Freight', family: null, given: null, script: null, quality: 'primary' }
  return [
    of('organisation', {
      ...{ names: [name], type: 'org', countries: ['NOR'], addresses: ["1 Invented Quay's End"], identifiers: [] },
    }),
    of('travel-document', { documentType: 'P', number: 'L7723410', issuingState: 'UTO', expiryDate: '2031-02-28' }),
    ...[media('sha256', hash('a', 64)), media('sha1', hash('b', 40)), media('md5', hash('c', 32))],
    media('pdq', hash('0f', 32)),
    of('url', { url: 'https://video.test/a?b=1', normalised: 'video.test/a?b=1', scope: 'url' }),
    of('account', { service: 'chat.test', userId: '7', handle: "o'brien\\x" }),
    of('account', { service: 'facebook', userId: null, handle: 'invented' }),
    ...['bitcoin', 'monero', 'tron'].map((chain) => of('wallet', { chain, address: `1Invented${chain}` })),
    of('consignment', {
      ...{
        hsPrefixes: ['3102', '3105'],
        consignee: 'Halvard Freight',
        consignor: null,
        containerNumber: 'MSKU1234565',
      },
      ...{ transportDocument: null, routeFrom: 'NOOSL', routeTo: null, grossMassMinKg: 5, grossMassMaxKg: null },
    }),
  ]
}

interface Row {
  consumer: string
  version: string
  result: string
}

/** Runs one consumer and reads its line of JSON. */
function run(name: string, path: string, environment: Record<string, string>) {
  const script = fileURLToPath(new URL('./consumers.py', import.meta.url)).replace('/dist/', '/')
  const child = spawn(process.env.INTEROP_PYTHON ?? 'python3', ['-W', 'ignore', script, name], {
    env: { PATH: process.env.PATH, HOME: tmpdir(), PYTHONDONTWRITEBYTECODE: '1', PYTHONPATH: path, ...environment },
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (part) => {
    out += part
  })
  child.stderr.on('data', (part) => {
    err += part
  })
  return new Promise<{ version?: string; whole?: boolean; detail?: string; missing?: string }>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', () => {
      try {
        resolve(JSON.parse(out.trim().split('\n').at(-1) ?? ''))
      } catch {
        resolve({ version: '?', whole: false, detail: err.trim().split('\n').at(-1) ?? 'it ended without a result' })
      }
    })
  })
}

/** Writes the bundle and the feed that the consumers read, as an officer exports them. */
async function writeExports(member: Member, folder: string): Promise<number> {
  const exported = async (format: string) => {
    const headers = { cookie: member.officer.cookie, ...purpose }
    const reply = await fetch(`${member.node.url}/v1/signals/export?format=${format}&to=${partner}`, { headers })
    if (!reply.ok) throw new Error(`the export answered ${reply.status}: ${await reply.text()}`)
    const lines = (await reply.text()).trim().split('\n')
    return lines.map((line) => JSON.parse(line)).filter((value) => !('end' in value))
  }
  const objects = await exported('stix')
  const bundle = { type: 'bundle', id: `bundle--${crypto.randomUUID()}`, objects }
  writeFileSync(join(folder, 'bundle.json'), JSON.stringify(bundle))
  mkdirSync(join(folder, 'misp'))
  const events = await exported('misp')
  const manifest: Record<string, unknown> = {}
  for (const value of events) {
    const { Attribute: _, Object: __, ...entry } = value.Event
    manifest[value.Event.uuid] = entry
    writeFileSync(join(folder, 'misp', `${value.Event.uuid}.json`), JSON.stringify(value))
  }
  writeFileSync(join(folder, 'misp', 'manifest.json'), JSON.stringify(manifest))
  return events.length
}

/** Imports what a consumer wrote again: every signal must be known and unchanged. */
async function takeBack(member: Member, format: string, file: string, signals: number): Promise<string> {
  const reply = await fetch(`${member.node.url}/v1/signals/import?format=${format}&source=${format}-back`, {
    ...{ method: 'POST', body: readFileSync(file) },
    headers: { cookie: member.officer.cookie, 'entente-csrf': member.officer.csrf, ...purpose },
  })
  if (!reply.ok) return `FAILED: the import answered ${reply.status}: ${(await reply.text()).slice(0, 200)}`
  const report = (await reply.json()) as { unchanged?: number; refused?: { message: string }[] }
  const refused = report.refused ?? []
  const whole = report.unchanged === signals && refused.length === 0
  return `${whole ? '' : 'FAILED: '}imported again: ${report.unchanged ?? 0} of ${signals} unchanged, ${refused.length} refused${
    refused[0] === undefined ? '' : ` (${refused[0].message})`
  }`
}

const rows: Row[] = []
const folder = mkdtempSync(join(tmpdir(), 'interop-'))
const network = await startNetwork(1)
try {
  const [member] = network.members
  const agreement = crypto.randomUUID()
  const kinds = [
    'person',
    'organisation',
    'travel-document',
    'media-hash',
    'url',
    'account',
    'wallet',
    'consignment',
  ] as const
  await inDatabase(member.folder, async (client) => {
    await agreementRows(client, agreement, [member.member, partner], kinds)
    await client.query("insert into member_standing (member, state, since) values ($1, 'active', now())", [partner])
  })
  const administrator = await signInAs(member.node.url, member.folder, 'administrator')
  const add = async <T>(path: string, body: object) => (await expectOk(administrator.call('POST', path, body))) as T
  const client = { name: 'interop', member: partner, purpose: 'border-control', synthetic: true }
  const user = await add<{ name: string; password: string }>('/v1/taxii/users', client)
  const collection = { title: 'Signals', agreement, alias: null, kind: 'out' }
  const { path } = await add<{ path: string }>('/v1/taxii/collections', collection)
  for (const draft of drafts(agreement)) await addSignal(member.officer, draft, purpose)
  for (const [family, given] of [
    ['Vork', 'Sefu'],
    ['Brandt', 'Ada'],
  ] as const)
    await releaseSignal(member, await addSignal(member.officer, personDraft(agreement, family, given), purpose))
  const signals = await writeExports(member, folder)
  const authorization = `Basic ${Buffer.from(`${user.name}:${user.password}`).toString('base64')}`
  await until(async () => {
    const reply = await fetch(`${member.node.url}${path}objects/?limit=1000&match[type]=indicator`, {
      headers: { authorization },
    })
    const { objects = [] } = (await reply.json()) as { objects?: unknown[] }
    return objects.length === signals
  }, 60)
  const environment = {
    ...{ INTEROP_URL: `${member.node.url}/taxii2/`, INTEROP_USER: user.name, INTEROP_PASSWORD: user.password },
    INTEROP_FOLDER: folder,
  }
  for (const [name, consumer, variable] of consumers) {
    const installed = process.env[variable]
    if (installed === undefined) {
      rows.push({ consumer, version: '', result: `not run: ${variable} is not set` })
      continue
    }
    const { version = '', whole, detail, missing } = await run(name, installed, environment)
    let result = missing === undefined ? `${whole === true ? 'whole' : 'FAILED'}: ${detail}` : `not run: ${missing}`
    if (whole === true && name === 'python_stix2')
      result += `; ${await takeBack(member, 'stix', join(folder, 'returned.json'), signals)}`
    if (whole === true && name === 'pymisp')
      result += `; ${await takeBack(member, 'misp', join(folder, 'returned.misp'), signals)}`
    rows.push({ consumer, version, result })
  }
} finally {
  await network.stop()
  rmSync(folder, { recursive: true, force: true })
}
const day = new Date().toISOString().slice(0, 10)
const table = [
  '| consumer | version | date | result |',
  '|---|---|---|---|',
  ...rows.map(({ consumer, version, result }) => `| ${consumer} | ${version} | ${day} | ${result} |`),
]
process.stdout.write(`${table.join('\n')}\n`)
if (options.out !== undefined) writeFileSync(options.out, `${table.join('\n')}\n`)
process.exitCode = rows.some(({ result }) => result.includes('FAILED')) ? 1 : 0
