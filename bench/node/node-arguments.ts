import { fileURLToPath } from 'node:url'

/** How Node runs a program of this project: a built one as it is, a source through tsx. Both find the packages in the same form. */
export function nodeArguments(program: URL): string[] {
  const file = fileURLToPath(program)
  return file.endsWith('.ts') ? ['--conditions=entente-source', '--import', import.meta.resolve('tsx'), file] : [file]
}

/** The `entente` command beside this file: built where this is built. */
export function ententeProgram(): URL {
  return import.meta.url.endsWith('.ts')
    ? new URL('../../packages/cli/src/index.ts', import.meta.url)
    : new URL('../../../packages/cli/dist/index.js', import.meta.url)
}
