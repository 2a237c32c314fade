import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { root } from './imports.ts'

let clone: string
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'entente-clone-'))
  mkdirSync(join(clone, 'packages/cli/bin'), { recursive: true })
  cpSync(join(root, 'packages/cli/bin/entente.js'), join(clone, 'packages/cli/bin/entente.js'))
  write('package.json', '{ "type": "module" }', 1)
  write('packages/cli/src/index.ts', '', 1)
})
afterEach(() => rmSync(clone, { recursive: true, force: true }))

/** Writes a file that changed at this second. */
function write(path: string, text: string, second: number): void {
  mkdirSync(dirname(join(clone, path)), { recursive: true })
  writeFileSync(join(clone, path), text)
  utimesSync(join(clone, path), second, second)
}
function build(): void {
  write('packages/cli/dist/index.js', 'console.log(process.argv.slice(2).join(" "))', 2)
  write('packages/desk/dist/index.html', '', 2)
}
function run() {
  const ran = spawnSync(process.execPath, ['packages/cli/bin/entente.js', 'serve'], { cwd: clone, encoding: 'utf8' })
  return { status: ran.status, stdout: ran.stdout, stderr: ran.stderr }
}

test('a clone that is not built says how to build, and builds nothing', () => {
  expect(run()).toEqual({ status: 2, stdout: '', stderr: 'Entente is not built here. Run: npm run build\n' })
  expect(existsSync(join(clone, 'packages/cli/dist'))).toBe(false)
})

test('a build that is newer than the sources runs without a word', () => {
  build()
  write('packages/cli/src/later.test.ts', '', 3)
  expect(run()).toEqual({ status: 0, stdout: 'serve\n', stderr: '' })
})

test.each(['packages/cli/src/index.ts', 'packages/node/src/added.ts', 'packages/desk/src/main.tsx'])(
  'a build that is older than %s runs as it is, with a warning',
  (path) => {
    build()
    write(path, '', 3)
    const { status, stdout, stderr } = run()
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'serve\n' })
    expect(stderr).toMatch(new RegExp(`^The build is older than ${path}, .* npm run build\n$`))
    expect(readFileSync(join(clone, 'packages/cli/dist/index.js'), 'utf8')).toContain('process.argv')
  },
)

test('npx finds the command among the installed packages, and installs no other', () => {
  const about = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8')) as { bin?: unknown }
  // npx would install a package in the current folder once for each HOME, and run its `prepare`.
  expect(about('package.json').bin).toBeUndefined()
  expect(about('packages/cli/package.json').bin).toEqual({ entente: 'bin/entente.js' })
  expect(readFileSync(join(root, '.npmrc'), 'utf8')).toMatch(/^yes=false$/m)
})
