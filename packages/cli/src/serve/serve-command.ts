import type { Command } from 'commander'

export interface ServeOptions {
  data?: string
  port?: string
  host?: string
}

/** `entente serve`: runs a node until it is told to stop. */
export function registerServe(program: Command): void {
  program
    .command('serve')
    .description('run a node')
    .option('--data <folder>', 'where database, messages and keys lie (ENTENTE_DATA)')
    .option('--port <number>', 'port (ENTENTE_PORT, default 8400)')
    .option('--host <address>', 'address (ENTENTE_HOST, default 127.0.0.1)')
    .action(async (options: ServeOptions) => {
      const { serve } = await import('./serve.ts')
      await serve(options)
    })
}
