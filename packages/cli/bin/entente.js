#!/usr/bin/env node
// Runs the built command; in a checkout that was installed without its build step, runs the sources.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const built = new URL('../dist/index.js', import.meta.url)
if (existsSync(built)) {
  await import(built.href)
} else {
  const source = fileURLToPath(new URL('../src/index.ts', import.meta.url))
  const loader = import.meta.resolve('tsx')
  const args = ['--conditions=entente-source', '--import', loader, source, ...process.argv.slice(2)]
  const child = spawn(process.execPath, args, { stdio: 'inherit' })
  // Ctrl-C reaches the child too: it ends itself, and this process waits for it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {})
  child.on('exit', (code) => process.exit(code ?? 1))
}
