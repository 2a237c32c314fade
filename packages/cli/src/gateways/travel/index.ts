import type { Command } from 'commander'
import type { CommandGateway } from '../../command/command-gateway.ts'

/** The commands about passenger lists and reservations. */
export const travel: CommandGateway = {
  kind: 'travel',
  register: registerSend,
  files: {
    formats: 'PAXLST or PNRGOV (EDIFACT or XML)',
    load: async () => (await import('./file-reader.ts')).fileReader,
  },
}

/** Registers `entente send`, which sends messages as a carrier does. */
function registerSend(program: Command): void {
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
