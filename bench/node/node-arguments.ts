import { fileURLToPath } from 'node:url'

/** Returns the arguments with which Node runs a program: a built one as it is, a source file through tsx, with the packages as sources too. */
export function nodeArguments(program: URL): string[] {
  const file = fileURLToPath(program)
  return file.endsWith('.ts') ? ['--conditions=entente-source', '--import', import.meta.resolve('tsx'), file] : [file]
}

/** Returns the `entente` command of this tree: built where this file is built. */
export function ententeProgram(): URL {
  return import.meta.url.endsWith('.ts')
    ? new URL('../../packages/cli/src/index.ts', import.meta.url)
    : new URL('../../../packages/cli/dist/index.js', import.meta.url)
}
