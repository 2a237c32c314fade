import type { HoldReason } from '@entente/contracts'
import { type Command, Option } from 'commander'
import type { SignalOptions } from './signals-command.ts'

const reasons: readonly HoldReason[] = ['court-order', 'investigation', 'complaint', 'oversight-request']

/** What of `entente signals` takes two people: releasing what is about people, and legal holds. */
export function registerTwoPeople(signals: Command): void {
  signals
    .command('approve')
    .description(
      'say yes, as second officer, to signals about people that another officer wrote: then they go to others',
    )
    .argument('[ids...]', 'ids of signals')
    .option('--list <id or title>', 'all people of a list that another officer imported')
    .option('--purpose <purpose>', 'why', 'terrorism-prevention')
    .option('--json', 'print as JSON')
    .action(async (ids: string[], options: SignalOptions & { list?: string }, command: Command) => {
      const { approveList, approveSignals } = await import('./approve.ts')
      if ((options.list === undefined) === (ids.length === 0)) command.error('name signals, or a list by --list')
      if (options.list === undefined) await approveSignals(ids, options)
      else await approveList(options.list, options)
    })
  signals
    .command('hold')
    .description(
      'ask that the copy of another member’s signal be kept although it is to be erased; a second person agrees',
    )
    .argument('<id>', 'id of the signal')
    .addOption(new Option('--reason <reason>', 'why it may not be erased').choices(reasons).makeOptionMandatory())
    .requiredOption('--basis <text>', 'law, or file number of a court: it goes to the owner, so name nobody')
    .requiredOption('--until <day>', 'last day, within twelve months: 2027-03-31')
    .option('--purpose <purpose>', 'why', 'terrorism-prevention')
    .option('--json', 'print as JSON')
    .action(async (id: string, options: SignalOptions & { reason: string; basis: string; until: string }) =>
      (await import('./holds.ts')).setHold(id, options),
    )
  for (const [name, what, description] of [
    ['approve-hold', 'approve', 'agree to a hold as second person'],
    ['lift-hold', 'lift', 'end a hold before its day: what it alone kept is erased at once'],
  ] as const)
    signals
      .command(name)
      .description(description)
      .argument('<hold>', 'id of the hold')
      .option('--json', 'print as JSON')
      .action(async (id: string, options: SignalOptions) => (await import('./holds.ts')).changeHold(id, what, options))
  signals
    .command('holds')
    .description('legal holds of this node: asked for, in force, ended')
    .option('--json', 'print as JSON')
    .action(async (options: SignalOptions) => (await import('./holds.ts')).showHolds(options))
}
