// Runs after `npm ci`: builds the server, the command and the desk, so that `npx entente` starts at once.
// In an installation without development dependencies there is nothing to build with, and nothing to build.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const root = new URL('..', import.meta.url).pathname
if (existsSync(`${root}node_modules/typescript/bin/tsc`)) {
  const steps = [
    [process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-b'], root],
    [process.execPath, [`${root}node_modules/vite/bin/vite.js`, 'build', '--logLevel', 'warn'], `${root}packages/desk`],
  ]
  for (const [command, args, cwd] of steps) {
    const { status } = spawnSync(command, args, { cwd, stdio: 'inherit' })
    if (status !== 0) process.exit(status ?? 1)
  }
}
