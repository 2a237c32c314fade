import type { Command } from 'commander'

export interface ListOptions {
  purpose?: string
  json?: boolean
}

/** `entente false-positives`: lists of values that are no finding. */
export function registerFalsePositives(program: Command): void {
  const lists = program
    .command('false-positives')
    .description(
      'values that are no finding, and which signals meet them (ENTENTE_URL, ENTENTE_KEY of a signal officer)',
    )
  lists
    .command('list')
    .description('the lists of this release and of this node')
    .option('--json', 'print as JSON, with every entry')
    .action(async (options: ListOptions) => (await import('./lists.ts')).showLists(options))
  lists
    .command('set')
    .description('keep a list, or its next version: stored signals are held against it')
    .argument(
      '<file>',
      'JSON: id, name, kind, type (exact, cidr, hostname, suffix, regex), effect (block, warn), entries, validUntil',
    )
    .requiredOption('--purpose <purpose>', 'for which of your signals it is told at once whether the list meets them')
    .option('--json', 'print as JSON')
    .action(async (file: string, options: ListOptions) => (await import('./lists.ts')).setList(file, options))
  lists
    .command('findings')
    .description(
      'stored signals that a list blocks: they go to nobody new until somebody decides; 1 where there is one',
    )
    .requiredOption('--purpose <purpose>', 'why; those that may be read for it are told')
    .option('--json', 'print as JSON')
    .action(async (options: ListOptions) => {
      process.exitCode = await (await import('./lists.ts')).showFindings(options)
    })
  lists
    .command('let-through')
    .description('ask that the value of a signal be let through although a list has it; a second person agrees')
    .argument('<signal>', 'id of the signal')
    .requiredOption('--list <id>', 'list that has the value')
    .requiredOption('--reason <text>', 'why it is a finding, in 20 characters at least')
    .option('--purpose <purpose>', 'why', 'terrorism-prevention')
    .option('--json', 'print as JSON')
    .action(async (signal: string, options: ListOptions & { list: string; reason: string }) =>
      (await import('./lists.ts')).askThrough(signal, options),
    )
  lists
    .command('agree')
    .description('agree, as second person, that a value is let through')
    .argument('<id>', 'id that let-through printed')
    .option('--json', 'print as JSON')
    .action(async (id: string, options: ListOptions) => (await import('./lists.ts')).agreeThrough(id, options))
}
