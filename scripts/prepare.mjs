// Runs after `npm ci`: builds the server, the command and the desk, so that `npx entente` never has to. Types are not checked here.
// An installation without development dependencies cannot build, and builds nothing.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
if (existsSync(`${root}node_modules/esbuild`)) {
  const steps = [
    [['scripts/transpile.mjs', '--all'], root],
    [[`${root}node_modules/vite/bin/vite.js`, 'build', '--logLevel', 'warn'], `${root}packages/desk`],
  ]
  for (const [args, cwd] of steps) {
    const { status } = spawnSync(process.execPath, args, { cwd, stdio: 'inherit' })
    if (status !== 0) process.exit(status ?? 1)
  }
}
