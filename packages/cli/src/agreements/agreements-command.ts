import type { Command } from 'commander'

interface Options {
  json?: boolean
}

/** `entente agreements` and `entente access`: what may be done with signals, and why (ENTENTE_URL, ENTENTE_KEY). */
export function registerAgreements(program: Command): void {
  const agreements = program.command('agreements').description('agreements of a node with other members')
  const act = (name: string, description: string) =>
    agreements.command(name).description(description).option('--json', 'print as JSON')
  act('draft', 'write a new agreement, or the next version of one whose id it names')
    .argument('<file>', 'JSON file with its terms')
    .option('--offer', 'and offer it to the other parties at once: whoever offers says yes')
    .action(async (file: string, options: Options & { offer?: boolean }) =>
      (await load()).draftAgreement(file, options),
    )
  act('offer', 'offer the newest version to the other parties')
    .argument('<id>', 'id of the agreement')
    .action(async (id: string, options: Options) => (await load()).actOnAgreement(id, 'offer', undefined, options))
  act('sign', 'say yes to what it shows; with a second person, one of them a supervisor, it is signed')
    .argument('<id>', 'id of the agreement')
    .action(async (id: string, options: Options) => (await load()).signAgreement(id, options))
  act('end', 'end it for this member, at once and for good')
    .argument('<id>', 'id of the agreement')
    .requiredOption('--reason <reason>', 'why')
    .action(async (id: string, options: Options & { reason: string }) =>
      (await load()).actOnAgreement(id, 'end', { reason: options.reason }, options),
    )
  act('list', 'all agreements').action(async (options: Options) => (await load()).listAgreements(options))
  act('show', 'one agreement in sentences, with what it would share')
    .argument('<id>', 'id of the agreement')
    .action(async (id: string, options: Options) => (await load()).showAgreement(id, options))
  act('diff', 'what a version changes')
    .argument('<id>', 'id of the agreement')
    .argument('<before>', 'number of a version')
    .argument('<after>', 'number of another')
    .action(async (id: string, before: string, after: string, options: Options) =>
      (await load()).compareVersions(id, before, after, options),
    )
  program
    .command('access')
    .description('whether an act on a signal is allowed, clause by clause; exit 1 where it is not')
    .argument('<signal>', 'id of the signal')
    .requiredOption('--action <action>', 'list, count, read, match, release, onward, export, blind-check or act')
    .requiredOption('--purpose <purpose>', 'for which it is asked')
    .option('--member <member>', 'whose act it would be; this member unless told')
    .option('--role <role>', 'whose role; that of the key unless told')
    .option('--destination <member>', 'to whom it would go')
    .option('--at <time>', 'when; now unless told')
    .option('--json', 'print the decision as JSON')
    .action(async (signal: string, options) => {
      const { askAccess } = await import('./ask-access.ts')
      process.exitCode = await askAccess(signal, options)
    })
}

const load = () => import('./agreements.ts')
