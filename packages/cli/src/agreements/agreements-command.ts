import type { Command } from 'commander'
import type { AccessOptions, AgreementOptions } from './agreements.ts'

/** Registers `entente agreements` and `entente access`, which manage what members may do with signals and explain decisions about access. */
export function registerAgreements(program: Command): void {
  const agreements = program.command('agreements').description('agreements of a node with other members')
  const command = (name: string, description: string) =>
    agreements.command(name).description(description).option('--json', 'print as JSON')
  const load = () => import('./agreements.ts')
  command('draft', 'create an agreement, or a new version if the file names its id')
    .argument('<file>', 'JSON file with its terms')
    .option('--offer', 'offer it to the other parties at once, which counts as your approval')
    .action(async (file: string, options: AgreementOptions & { offer?: boolean }) =>
      (await load()).draftAgreement(file, options),
    )
  command('offer', 'offer the newest version to the other parties')
    .argument('<id>', 'id of the agreement')
    .action(async (id: string, options: AgreementOptions) =>
      (await load()).changeAgreement(id, 'offer', undefined, options),
    )
  command('sign', 'approve the newest version; two people sign it, one of them a supervisor')
    .argument('<id>', 'id of the agreement')
    .action(async (id: string, options: AgreementOptions) => (await load()).signAgreement(id, options))
  command('end', 'end it for this member, immediately and permanently')
    .argument('<id>', 'id of the agreement')
    .requiredOption('--reason <reason>', 'reason')
    .action(async (id: string, options: AgreementOptions & { reason: string }) =>
      (await load()).changeAgreement(id, 'end', { reason: options.reason }, options),
    )
  command('list', 'list all agreements').action(async (options: AgreementOptions) =>
    (await load()).listAgreements(options),
  )
  command('show', 'show an agreement in sentences, with the signals it would share')
    .argument('<id>', 'id of the agreement')
    .action(async (id: string, options: AgreementOptions) => (await load()).showAgreement(id, options))
  command('diff', 'compare two versions')
    .argument('<id>', 'id of the agreement')
    .argument('<before>', 'number of a version')
    .argument('<after>', 'number of another')
    .action(async (id: string, before: string, after: string, options: AgreementOptions) =>
      (await load()).compareVersions(id, before, after, options),
    )
  program
    .command('access')
    .description('tell whether an action on a signal is allowed, clause by clause; exit status 1 if not')
    .argument('<signal>', 'id of the signal')
    .requiredOption('--action <action>', 'list, count, read, match, release, onward, export, blind-check or act')
    .requiredOption('--purpose <purpose>', 'purpose of the action')
    .option('--member <member>', 'member that acts (default: this member)')
    .option('--role <role>', 'role that acts (default: that of the key)')
    .option('--destination <member>', 'member that would receive the signal')
    .option('--at <time>', 'time of the action (default: now)')
    .option('--json', 'print the decision as JSON')
    .action(async (signal: string, options: AccessOptions) => {
      process.exitCode = await (await load()).askAccess(signal, options)
    })
}
