import type { Command } from 'commander'

/** `entente doctor`: looks at an installation and says what is wrong and what mends it. */
export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description('check the installation')
    .option('--data <folder>', 'data folder of the node (ENTENTE_DATA)')
    .option('--json', 'print as JSON')
    .action(async (options: { data?: string; json?: boolean }) => {
      const { doctor } = await import('./doctor.ts')
      process.exitCode = await doctor(options)
    })
}
