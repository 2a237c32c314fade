import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkOut, findCommit } from './check-out.ts'

let [repository, temporary] = ['', '']
const { TMPDIR } = process.env
const git = (...words: string[]) =>
  execFileSync('git', ['-C', repository, '-c', 'user.name=Test', '-c', 'user.email=test@invalid', ...words], {
    encoding: 'utf8',
  }).trim()
const write = (path: string, text: string) => writeFileSync(join(repository, path), text)
const commits: Record<'works' | 'fails', string> = { works: '', fails: '' }

beforeAll(() => {
  repository = mkdtempSync(join(tmpdir(), 'entente-repository-'))
  // Only this test uses this temporary folder, because other runs on the machine create folders in the shared one.
  temporary = mkdtempSync(join(tmpdir(), 'entente-temporary-'))
  process.env.TMPDIR = temporary
  git('init', '--quiet')
  mkdirSync(join(repository, 'bench'))
  mkdirSync(join(repository, 'packages', 'one'), { recursive: true })
  write('packages/one/index.js', 'older')
  const own = { name: 'one', version: '1.0.0' }
  write('package.json', JSON.stringify(own))
  write('package-lock.json', JSON.stringify({ ...own, lockfileVersion: 3, packages: { '': own } }))
  write('.gitignore', 'node_modules\n')
  write(
    'bench/run.mjs',
    `import { writeFileSync } from 'node:fs'; writeFileSync('built', process.argv.slice(2).join())`,
  )
  git('add', '.')
  git('commit', '--quiet', '-m', 'works: is first')
  commits.works = git('rev-parse', 'HEAD')
  write('bench/run.mjs', `console.error('error TS1'); process.exit(2)`)
  git('commit', '--quiet', '-am', 'fails: is second')
  commits.fails = git('rev-parse', 'HEAD')
  write('packages/one/index.js', 'newer, not committed')
  mkdirSync(join(repository, 'node_modules', '@own'), { recursive: true })
  write('node_modules/library.js', 'library')
  symlinkSync('../../packages/one', join(repository, 'node_modules', '@own', 'one'))
})
afterAll(() => {
  if (TMPDIR === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = TMPDIR
  for (const folder of [repository, temporary]) rmSync(folder, { recursive: true, force: true })
})

test('a commit is found by hash, branch and relation', async () => {
  const first = { id: commits.works, subject: 'works: is first' }
  expect(await findCommit(repository, commits.works.slice(0, 8))).toMatchObject(first)
  expect(await findCommit(repository, 'HEAD~1')).toMatchObject(first)
})

test.each(['no-such-branch', '0000000', 'HEAD~9', 'HEAD:bench', '--all'])('%s names no commit', async (given) => {
  expect(await findCommit(repository, given)).toBeNull()
})

test('a commit is checked out, linked and built outside the repository, and removed', async () => {
  const { root, dependencies, remove } = await checkOut(repository, commits.works, 'travel')
  expect(readFileSync(join(root, 'built'), 'utf8')).toBe('travel,--help')
  expect(dependencies).toBe('hard links')
  const inode = (folder: string) => statSync(join(folder, 'node_modules', 'library.js')).ino
  expect(inode(root)).toBe(inode(repository))
  // This is a package of the commit, not of this tree.
  expect(readFileSync(join(root, 'node_modules', '@own', 'one', 'index.js'), 'utf8')).toBe('older')
  expect(git('worktree', 'list').split('\n')).toHaveLength(1)
  remove()
  expect(existsSync(root)).toBe(false)
  expect(readdirSync(temporary)).toEqual([])
})

test('a commit with another package-lock.json gets its dependencies by npm ci', async () => {
  const lock = readFileSync(join(repository, 'package-lock.json'), 'utf8')
  write('package-lock.json', `${lock}\n`)
  try {
    const { root, dependencies, remove } = await checkOut(repository, commits.works, 'travel')
    expect(dependencies).toBe('npm ci')
    expect(existsSync(join(root, 'node_modules', 'library.js'))).toBe(false)
    remove()
  } finally {
    write('package-lock.json', lock)
  }
})

test('a commit that cannot be built gives its last output and leaves no files', async () => {
  await expect(checkOut(repository, commits.fails, 'travel')).rejects.toThrow('error TS1')
  expect(readdirSync(temporary)).toEqual([])
})
