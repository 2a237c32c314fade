#!/usr/bin/env node
// Runs the built command; in a checkout that was installed without its build step, runs the sources.
import { existsSync } from 'node:fs'

const built = new URL('../dist/index.js', import.meta.url)
if (existsSync(built)) {
  await import(built.href)
} else {
  const { register } = await import('tsx/esm/api')
  register()
  await import(new URL('../src/index.ts', import.meta.url).href)
}
