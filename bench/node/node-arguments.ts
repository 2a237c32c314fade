import { fileURLToPath } from 'node:url'

/**
 * Returns the arguments with which Node runs a program. A built program runs as it is; a source file runs through tsx, with the packages as sources
 * too.
 */
export function nodeArguments(program: URL): string[] {
  const file = fileURLToPath(program)
  return file.endsWith('.ts') ? ['--conditions=entente-source', '--import', import.meta.resolve('tsx'), file] : [file]
}

/** Returns the `entente` command of this tree. It is built if this file is built; test runs build it first. */
export function ententeProgram(): URL {
  if (!import.meta.url.endsWith('.ts')) return new URL('../../../packages/cli/dist/index.js', import.meta.url)
  const isTest = process.execArgv.includes('--conditions=entente-built')
  return new URL(`../../packages/cli/${isTest ? 'dist/index.js' : 'src/index.ts'}`, import.meta.url)
}
