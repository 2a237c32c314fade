import type { Command } from 'commander'
import type { ListOptions } from './lists.ts'

/** Registers `entente false-positives`, which manages lists of values that are false positives. */
export function registerFalsePositives(program: Command): void {
  const lists = program
    .command('false-positives')
    .description(
      'lists of false positives, and the signals that they match (ENTENTE_URL, ENTENTE_KEY of a signal officer)',
    )
  lists
    .command('list')
    .description('list those of this release and of this node')
    .option('--json', 'print as JSON, with every entry')
    .action(async (options: ListOptions) => (await import('./lists.ts')).showLists(options))
  lists
    .command('set')
    .description('store a list, or its next version; stored signals are checked against it')
    .argument(
      '<file>',
      'JSON: id, name, kind, type (exact, cidr, hostname, suffix, regex), effect (block, warn), entries, validUntil',
    )
    .requiredOption('--purpose <purpose>', 'purpose for which matching signals are printed at once')
    .option('--json', 'print as JSON')
    .action(async (file: string, options: ListOptions) => (await import('./lists.ts')).setList(file, options))
  lists
    .command('findings')
    .description(
      'list stored signals that a list blocks: no new member gets them until a person decides; exit status 1 if any',
    )
    .requiredOption('--purpose <purpose>', 'purpose; only signals that it may read are listed')
    .option('--json', 'print as JSON')
    .action(async (options: ListOptions) => {
      process.exitCode = await (await import('./lists.ts')).showFindings(options)
    })
  lists
    .command('let-through')
    .description('request an exception for the value of a signal on a list; a second person approves it')
    .argument('<signal>', 'id of the signal')
    .requiredOption('--list <id>', 'list with the value')
    .requiredOption('--reason <text>', 'why it is no false positive, at least 20 characters')
    .option('--purpose <purpose>', 'purpose of the request', 'terrorism-prevention')
    .option('--json', 'print as JSON')
    .action(async (signal: string, options: ListOptions & { list: string; reason: string }) =>
      (await import('./lists.ts')).requestException(signal, options),
    )
  lists
    .command('agree')
    .description('approve an exception as second person')
    .argument('<id>', 'id that let-through printed')
    .option('--json', 'print as JSON')
    .action(async (id: string, options: ListOptions) => (await import('./lists.ts')).approveException(id, options))
}
