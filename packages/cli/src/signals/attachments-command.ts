import type { Command } from 'commander'
import type { SignalOptions } from './signals-command.ts'

export interface CopyOptions extends SignalOptions {
  reason: string
  out: string
}

/** `entente signals attach`, `attachments`, `copy-attachment` and `detach`: biometric files beside signals. */
export function registerAttachments(signals: Command): void {
  const purposed = (command: Command): Command =>
    command
      .option('--purpose <purpose>', 'why', 'terrorism-prevention')
      .option('--json', 'print as JSON')
      .argument('<id>', 'id of the signal')
  purposed(signals.command('attach'))
    .description('lay a biometric file beside a signal of your own, which makes a new version of it')
    .argument(
      '<file>',
      'ANSI/NIST-ITL, ISO/IEC 19794-5 or 19794-4, JPEG, JPEG 2000, at most 5 MB; - for standard input',
    )
    .action(async (id: string, file: string, options: SignalOptions) =>
      (await import('./attachments.ts')).attachFile(id, file, options),
    )
  purposed(signals.command('attachments'))
    .description('what lies beside a signal, as the formats of the files state it')
    .action(async (id: string, options: SignalOptions) =>
      (await import('./attachments.ts')).listAttachments(id, options),
    )
  purposed(signals.command('copy-attachment'))
    .description('take a copy of a file beside a signal; the reason is logged')
    .argument('<attachment>', 'id of the file')
    .requiredOption('--reason <text>', 'why a copy is needed, 10 to 500 characters')
    .requiredOption('--out <file>', 'where to; a file that is there is not overwritten')
    .action(async (id: string, attachment: string, options: CopyOptions) =>
      (await import('./attachments.ts')).copyAttachment(id, attachment, options),
    )
  purposed(signals.command('detach'))
    .description('take a file away from a signal of your own, here and at its holders')
    .argument('<attachment>', 'id of the file')
    .action(async (id: string, attachment: string, options: SignalOptions) =>
      (await import('./attachments.ts')).detachFile(id, attachment, options),
    )
}
