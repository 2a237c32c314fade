import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommand } from './run-command.ts'

export interface Commit {
  id: string
  subject: string
  date: string
}
/** An older commit, built in a temporary folder. */
interface CheckedOut {
  root: string
  /** How the dependencies were installed: `hard links`, `copies` or `npm ci`. */
  dependencies: string
  /** Removes the folder. This also happens when the process ends. */
  remove(): void
}

/** Finds a commit by hash, tag or branch. Returns null if the repository has none of that name. */
export async function findCommit(repository: string, given: string): Promise<Commit | null> {
  const git = (...words: string[]) => runCommand('git', ['-C', repository, ...words])
  try {
    const id = (await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${given}^{commit}`)).trim()
    const [subject = '', date = ''] = (await git('show', '--no-patch', '--format=%s%n%cs', id)).split('\n')
    return { id, subject, date }
  } catch {
    return null
  }
}

/**
 * Checks a commit out into a temporary folder and builds it as the benches of that commit do. The folder is not a git worktree, so the repository
 * does not record it. If the commit has the same `package-lock.json`, it shares the installed packages by hard links; otherwise `npm ci
 * --ignore-scripts` installs them. Throws if a step fails, and then leaves no files.
 */
export async function checkOut(
  repository: string,
  commit: string,
  bench: string,
  tell: (step: string) => void = () => {},
): Promise<CheckedOut> {
  const folder = mkdtempSync(join(tmpdir(), 'entente-beside-'))
  const remove = () => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 12, retryDelay: 50 })
    process.off('exit', remove)
  }
  process.on('exit', remove)
  try {
    // A database server may run as another user, who needs access to its programs.
    chmodSync(folder, 0o755)
    const root = join(folder, 'tree')
    mkdirSync(root)
    const archive = join(folder, 'tree.tar')
    await runCommand('git', ['-C', repository, 'archive', '--format=tar', '--output', archive, commit])
    await runCommand('tar', ['-xf', archive, '-C', root])
    rmSync(archive)
    tell('dependencies')
    const dependencies = await installDependencies(repository, root)
    tell('build')
    if (!existsSync(join(root, 'bench', 'run.mjs'))) throw new Error('that commit has no benches, so no build for them')
    // The commit's own runner builds what its benches need, and then prints their options.
    await runCommand(process.execPath, [join('bench', 'run.mjs'), bench, '--help'], { cwd: root })
    return { root, dependencies, remove }
  } catch (error) {
    remove()
    throw error
  }
}

async function installDependencies(repository: string, root: string): Promise<string> {
  const lock = (folder: string) => {
    const file = join(folder, 'package-lock.json')
    return existsSync(file) ? readFileSync(file, 'utf8') : null
  }
  if (!existsSync(join(repository, 'node_modules')) || lock(repository) !== lock(root)) {
    await runCommand('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: root })
    return 'npm ci'
  }
  let copied = 0
  for (const folder of ['.', 'bench', ...packageFolders(repository)]) {
    const installed = join(repository, folder, 'node_modules')
    if (existsSync(installed) && existsSync(join(root, folder)))
      copied += linkFolder(installed, join(root, folder, 'node_modules')).copied
  }
  return copied === 0 ? 'hard links' : 'copies'
}

function packageFolders(repository: string): string[] {
  const packages = join(repository, 'packages')
  return existsSync(packages) ? readdirSync(packages).map((name) => join('packages', name)) : []
}

/**
 * Copies a folder with hard links to the same files, or copies a file if the file system refuses a link. Symbolic links keep their targets, so
 * relative links point into the copy. Returns how many files were linked and copied.
 */
function linkFolder(from: string, to: string): { linked: number; copied: number } {
  const made = { linked: 0, copied: 0 }
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target)
    else if (entry.isDirectory()) {
      const inner = linkFolder(source, target)
      made.linked += inner.linked
      made.copied += inner.copied
    } else if (entry.isFile()) made[linkOrCopy(source, target)] += 1
  }
  return made
}

function linkOrCopy(source: string, target: string): 'linked' | 'copied' {
  try {
    linkSync(source, target)
    return 'linked'
  } catch {
    // The file is on another file system, belongs to another user, or has too many links.
    copyFileSync(source, target)
    return 'copied'
  }
}
