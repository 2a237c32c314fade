import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { version } from '../../packages/node/src/version.ts'
import { root } from '../imports.ts'

interface Locked {
  dev?: boolean
  version: string
}
interface Component {
  name: string
  group?: string
  version: string
  purl: string
  hashes?: { alg: string; content: string }[]
  licenses: unknown[]
  properties?: unknown[]
}

const work = mkdtempSync(join(tmpdir(), 'entente-release-'))
// The release and the node are used by another account.
chmodSync(work, 0o755)
const release = join(work, `entente-${version}`)
let files: string[]
const children: ChildProcess[] = []
// A copy of the tree is no clone of git, whose newest commit would give the time.
const buildEnvironment = { ...process.env, SOURCE_DATE_EPOCH: '1' }
beforeAll(() => {
  const build = ['scripts/release/build-release.mjs', '--unpacked', '--out', work]
  execFileSync(process.execPath, build, { cwd: root, env: buildEnvironment, stdio: ['ignore', 'ignore', 'inherit'] })
  files = filesIn(release)
})
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(work, { recursive: true, force: true })
})

const lock = (JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, Locked> })
  .packages
/** The folders of packages in the release, as package-lock.json names them. */
const packagesOf = (paths: string[]) =>
  paths
    .filter((path) => /^lib\/(.*\/)?node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/.test(path))
    .map((path) => path.slice('lib/'.length, -'/package.json'.length))

test('a release contains the packages of the lock file without development dependencies', () => {
  const found = packagesOf(files).filter((path) => !path.startsWith('node_modules/@entente/'))
  expect(found.length).toBeGreaterThan(100)
  expect(found.filter((path) => lock[path] === undefined || lock[path].dev === true)).toEqual([])
  for (const compiler of ['typescript', 'esbuild', 'tsx', 'vite', 'vitest'])
    expect(found.some((path) => path.endsWith(`/${compiler}`))).toBe(false)
})

test('a release contains no sources, source maps, declarations, tests or fixtures', () => {
  const ours = files.filter((path) => path.startsWith('lib/node_modules/@entente/'))
  expect(ours).toContain('lib/node_modules/@entente/cli/dist/index.js')
  expect(ours).toContain('lib/node_modules/@entente/desk/dist/index.html')
  for (const form of ['index.html.br', 'index.html.gz', 'desk.json'])
    expect(ours).toContain(`lib/node_modules/@entente/desk/dist/${form}`)
  expect(ours.filter((path) => path.includes('/.vite/'))).toEqual([])
  expect(ours.filter((path) => /\/src\/|\.(test|fixture)\.|\/fixtures\//.test(path))).toEqual([])
  expect(files.filter((path) => /\.(map|[cm]?tsx?)$/.test(path))).toEqual([])
})

test('S43 a second build in another folder has the same files with the same bytes', () => {
  const again = join(work, 'again')
  const build = ['scripts/release/build-release.mjs', '--unpacked', '--out', again]
  execFileSync(process.execPath, build, { cwd: root, env: buildEnvironment, stdio: ['ignore', 'ignore', 'inherit'] })
  const second = join(again, `entente-${version}`)
  expect(filesIn(second)).toEqual(files)
  expect(files.filter((path) => !readFileSync(join(release, path)).equals(readFileSync(join(second, path))))).toEqual(
    [],
  )
  expect(files).toEqual(expect.arrayContaining(['sbom.cdx.json', 'NOTICE']))
})

test('no file of ours names the folder in which it was built', () => {
  const ours = files.filter((path) => !/^lib\/node_modules\/(?!@entente\/)/.test(path))
  const wrong = ours.filter((path) => {
    const file = join(release, path)
    return !lstatSync(file).isSymbolicLink() && readFileSync(file).includes(root)
  })
  expect(wrong).toEqual([])
})

test('the bill of materials names each package with its version, licence and digest', () => {
  const bom = JSON.parse(readFileSync(join(release, 'sbom.cdx.json'), 'utf8')) as {
    specVersion: string
    components: Component[]
  }
  expect(bom.specVersion).toBe('1.6')
  const nameOf = ({ group, name, version }: Component) =>
    `${group === undefined ? name : `${group}/${name}`}@${version}`
  const installed = bom.components.filter(({ properties }) => properties === undefined).map(nameOf)
  const wanted = packagesOf(files).map((path) => {
    const { name, version } = JSON.parse(readFileSync(join(release, 'lib', path, 'package.json'), 'utf8')) as Component
    return `${name}@${version}`
  })
  // The command itself is what the bill is about.
  expect(installed.sort()).toEqual([...new Set(wanted)].filter((each) => !each.startsWith('@entente/cli@')).sort())
  const foreign = bom.components.filter(({ group }) => group !== '@entente')
  expect(foreign.filter(({ hashes }) => hashes?.[0]?.alg !== 'SHA-512' || hashes[0].content.length !== 128)).toEqual([])
  expect(bom.components.filter(({ licenses }) => licenses.length === 0)).toEqual([])
  // The pages of the desk contain these.
  expect(bom.components.map(({ name }) => name)).toContain('react')
})

test('a command does not run a settings file of the job library in the current folder', () => {
  const folder = join(work, 'of-a-stranger')
  mkdirSync(folder)
  writeFileSync(join(folder, 'graphile-worker.config.cjs'), "require('node:fs').writeFileSync('was-run', '')")
  const data = join(work, 'data-of-doctor')
  const { stdout } = spawnSync(join(release, 'bin/entente'), ['doctor', '--data', data], { cwd: folder })
  expect(stdout.toString()).toMatch(/^ok +node /m)
  expect(readdirSync(folder)).toEqual(['graphile-worker.config.cjs'])
})

test('a service user that can write neither release nor home starts and stops the node', async () => {
  const isRoot = process.getuid?.() === 0
  const account = isRoot ? { uid: idOf('-u'), gid: idOf('-g') } : {}
  const [data, home] = [join(work, 'data'), join(work, 'home')]
  mkdirSync(data)
  mkdirSync(home, { mode: 0o555 })
  if (isRoot) chownSync(data, idOf('-u'), idOf('-g'))
  else for (const path of ['', ...foldersIn(release)]) chmodSync(join(release, path), 0o555)
  const before = stamps()
  // Root often types commands for the account in its own home, which the account may not enter.
  const closed = join(work, 'closed')
  mkdirSync(closed, { mode: 0o700 })
  const port = await freePort()
  const child = spawn(join(release, 'bin/entente'), ['serve', '--data', data, '--port', String(port)], {
    ...account,
    env: { PATH: process.env.PATH, HOME: home, ENTENTE_LOG: 'error', ENTENTE_SEARCH_THREADS: '0' },
    cwd: isRoot ? closed : '/',
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  children.push(child)
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const ended = once(child, 'exit')
  await Promise.race([expect.poll(() => errors).toContain('ready at'), ended])
  const page = await fetch(`http://127.0.0.1:${port}/`)
  expect({ status: page.status, isDesk: (await page.text()).includes('<div id="root">') }).toEqual({
    ...{ status: 200, isDesk: true },
  })
  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
  expect({ errors, home: readdirSync(home) }).toEqual({ errors: `ready at http://127.0.0.1:${port}\n`, home: [] })
  expect(stamps()).toEqual(before)
  if (!isRoot) for (const path of ['', ...foldersIn(release)]) chmodSync(join(release, path), 0o755)
})

/** Returns the number of the account `nobody` or of its group. */
const idOf = (which: '-u' | '-g') => Number(execFileSync('id', [which, 'nobody'], { encoding: 'utf8' }))

/** Returns when each file of the release last changed. */
const stamps = () => Object.fromEntries(filesIn(release).map((path) => [path, lstatSync(join(release, path)).mtimeMs]))

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}
