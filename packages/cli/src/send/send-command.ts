import type { Command } from 'commander'

/** `entente send`: hands messages in, as a carrier would. */
export function registerSend(program: Command): void {
  program
    .command('send')
    .description('send messages to a node as a sender (ENTENTE_URL, ENTENTE_KEY)')
    .argument('<file...>', 'files with one message each')
    .option('--interactive', 'ask for a boarding answer and print it')
    .option('--json', 'one JSON object per file')
    .action(async (files: string[], options: { interactive?: boolean; json?: boolean }) => {
      const { sendFiles } = await import('./send-files.ts')
      await sendFiles(files, options)
    })
}
