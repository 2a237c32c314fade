import type { Command } from 'commander'

/** `entente backup` and `entente restore`: the node's own export, since the bundled PostgreSQL brings none. */
export function registerBackup(program: Command): void {
  program
    .command('backup')
    .description('write everything of a node to one file, running or not')
    .argument('<file>', 'file to write')
    .option('--data <folder>', 'data folder of the node (ENTENTE_DATA)')
    .option('--json', 'print the summary as JSON')
    .action(async (file: string, options: { data?: string; json?: boolean }) => {
      const { backup } = await import('./backup.ts')
      await backup(file, options)
    })
  program
    .command('restore')
    .description('fill an empty node from a backup of this release or an older one')
    .argument('<file>', 'file written by entente backup')
    .option('--data <folder>', 'data folder of the new node (ENTENTE_DATA)')
    .option('--json', 'print the summary as JSON')
    .action(async (file: string, options: { data?: string; json?: boolean }) => {
      const { restore } = await import('./backup.ts')
      await restore(file, options)
    })
}
