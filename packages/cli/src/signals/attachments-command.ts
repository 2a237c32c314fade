import type { Command } from 'commander'
import type { CopyOptions } from './attachments.ts'
import type { SignalOptions } from './signal-options.ts'

/** Registers `entente signals attach`, `attachments`, `copy-attachment` and `detach`, which manage biometric files of signals. */
export function registerAttachments(signals: Command): void {
  const purposed = (command: Command): Command =>
    command
      .option('--purpose <purpose>', 'purpose', 'terrorism-prevention')
      .option('--json', 'print as JSON')
      .argument('<id>', 'id of the signal')
  purposed(signals.command('attach'))
    .description('attach a biometric file to a signal of your own, which creates a new version')
    .argument(
      '<file>',
      'ANSI/NIST-ITL, ISO/IEC 19794-5 or 19794-4, JPEG, JPEG 2000, at most 5 MB; - for standard input',
    )
    .action(async (id: string, file: string, options: SignalOptions) =>
      (await import('./attachments.ts')).attachFile(id, file, options),
    )
  purposed(signals.command('attachments'))
    .description('list the files of a signal, with the properties that their formats state')
    .action(async (id: string, options: SignalOptions) =>
      (await import('./attachments.ts')).listAttachments(id, options),
    )
  purposed(signals.command('copy-attachment'))
    .description('copy a file of a signal; the reason is logged')
    .argument('<attachment>', 'id of the file')
    .requiredOption('--reason <text>', 'why a copy is needed, 10 to 500 characters')
    .requiredOption('--out <file>', 'file to write; an existing file is not overwritten')
    .action(async (id: string, attachment: string, options: CopyOptions) =>
      (await import('./attachments.ts')).copyAttachment(id, attachment, options),
    )
  purposed(signals.command('detach'))
    .description('remove a file from a signal of your own, here and at its holders')
    .argument('<attachment>', 'id of the file')
    .action(async (id: string, attachment: string, options: SignalOptions) =>
      (await import('./attachments.ts')).detachFile(id, attachment, options),
    )
}
