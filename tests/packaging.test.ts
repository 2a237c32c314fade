import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { version } from '../packages/node/src/version.ts'
import { root } from './imports.ts'

const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const unit = read('packaging/entente.service')
const composeFiles = [
  'packaging/container/compose.yaml',
  'packaging/container/compose-postgres.yaml',
  'packaging/container/compose-separated.yaml',
]
const image = read('scripts/release/build-image.mjs')

/** Returns the values of a setting of the unit. */
const settingOf = (name: string) =>
  unit.split('\n').flatMap((line) => (line.startsWith(`${name}=`) ? [line.slice(name.length + 1)] : []))

interface Service {
  image: string
  user?: string
  read_only?: boolean
  cap_drop?: string[]
  tmpfs?: string[]
  volumes?: string[]
  stop_grace_period?: string
  environment: Record<string, string>
}
const compose = composeFiles.map((path) => ({
  path,
  content: parse(read(path)) as { services: Record<string, Service>; volumes: Record<string, unknown> },
}))

test('unit, settings file and compose files name only settings that the node reads', () => {
  const config = read('packages/node/src/config.ts')
  // Compose takes these from the operator and puts them into DATABASE_URL.
  const known = (name: string) =>
    /^ENTENTE_(PG|OWNER|VERIFIER|APP)_PASSWORD$/.test(name) || new RegExp(`^  ${name}: `, 'm').test(config)
  for (const path of [
    'packaging/entente.service',
    'packaging/entente-db.service',
    'packaging/entente.env',
    'packaging/debian/entente',
    ...composeFiles,
  ]) {
    const named = read(path).match(/\b(ENTENTE_[A-Z_]+|DATABASE_URL)\b/g) ?? []
    expect(
      named.filter((name) => !known(name)),
      path,
    ).toEqual([])
  }
})

test('unit, package and image start a command that exists', () => {
  expect(settingOf('ExecStart')).toEqual(['/usr/lib/entente/bin/entente serve --data /var/lib/entente'])
  expect(image).toMatch(/Entrypoint: \['\/usr\/bin\/entente'\],\s+Cmd: \['serve'\]/)
  expect(read('packaging/debian/postinst')).toContain('entente accounts init')
  for (const [args, option] of [
    [['serve'], '--data'],
    [['accounts', 'init'], 'init'],
  ] as const) {
    const program = join(root, 'packages/cli/dist/index.js')
    const help = spawnSync(process.execPath, [program, ...args, '--help'], { encoding: 'utf8' })
    expect({ status: help.status, names: help.stdout.includes(option) }).toEqual({ status: 0, names: true })
  }
})

test('the unit lets the node end by itself, and takes rights that it does not need', () => {
  expect(settingOf('KillMode')).toEqual(['mixed'])
  expect(Number(settingOf('TimeoutStopSec')[0])).toBeGreaterThan(30)
  expect(settingOf('Restart')).toEqual(['on-failure'])
  for (const name of [
    'NoNewPrivileges',
    'ProtectHome',
    'PrivateTmp',
    'PrivateDevices',
    'RestrictSUIDSGID',
    'ProtectProc',
  ])
    expect(settingOf(name), name).toEqual([name === 'ProtectProc' ? 'invisible' : 'yes'])
  expect(settingOf('ProtectSystem')).toEqual(['strict'])
  expect(settingOf('StateDirectory')).toEqual(['entente'])
  expect(settingOf('CapabilityBoundingSet')).toEqual([''])
  expect(settingOf('SystemCallFilter')).toEqual(['@system-service'])
  // V8 makes machine code at run time.
  expect(settingOf('MemoryDenyWriteExecute')).toEqual(['no'])
  // Decoders run without a network.
  expect(settingOf('RestrictNamespaces')).toEqual(['user net'])
})

test('the unit of the database service runs as another account, which the process that serves cannot become', () => {
  const service = read('packaging/entente-db.service')
  expect(service).toMatch(/^User=entente-db$/m)
  expect(service).toMatch(/^ExecStart=.* db serve --data \/var\/lib\/entente-db --app-user entente$/m)
  for (const line of [
    'KillMode=mixed',
    'NoNewPrivileges=yes',
    'StateDirectory=entente-db',
    'LimitCORE=0',
    'UnsetEnvironment=DATABASE_URL',
  ])
    expect(service.split('\n')).toContain(line)
  expect(read('packaging/entente.sysusers')).toMatch(/^u +entente-db /m)
  expect(settingOf('After')[0]).toContain('entente-db.service')
  const { services } = compose[2]?.content ?? { services: {} as Record<string, Service> }
  // Each process has only the login of its own role.
  const urls = ['node', 'log', 'migrate'].map((name) => JSON.stringify(services[name]?.environment))
  expect(urls.map((text) => text.match(/entente_[a-z]+/g))).toEqual([
    ['entente_app'],
    ['entente_verifier'],
    ['entente_owner'],
  ])
})

test('the account of unit and package is the one that sysusers makes', () => {
  expect(settingOf('User')).toEqual(['entente'])
  expect(read('packaging/entente.sysusers')).toMatch(/^u +entente /m)
})

test('compose runs the image of this version without rights, on a read-only root', () => {
  const account = /const account = ([\d_]+)/.exec(image)?.[1]?.replace('_', '')
  for (const { path, content } of compose) {
    const { node } = content.services
    expect(node?.image, path).toBe(`entente:${version}`)
    expect({ user: node?.user, readOnly: node?.read_only, capabilities: node?.cap_drop }).toEqual({
      ...{ user: `${account}:${account}`, readOnly: true, capabilities: ['ALL'] },
    })
    expect(Number.parseInt(node?.stop_grace_period ?? '0', 10)).toBeGreaterThan(30)
    expect(node?.tmpfs?.some((each) => each.startsWith('/tmp'))).toBe(true)
    // Everything that the node writes is in the volume.
    expect(node?.volumes).toContain('data:/var/lib/entente')
    expect(Object.keys(content.volumes)).toContain('data')
  }
})

test('the second compose file brings the oldest supported PostgreSQL, which only the node reaches', () => {
  const { services } = compose[1]?.content ?? { services: {} as Record<string, Service> }
  const oldest = /oldestMajor = (\d+)/.exec(read('packages/node/src/store/postgres/binaries.ts'))?.[1]
  expect(services.database?.image).toBe(`postgres:${oldest}`)
  expect(services.node?.environment.DATABASE_URL).toContain('@database:5432/')
  expect(services.database).not.toHaveProperty('ports')
})
