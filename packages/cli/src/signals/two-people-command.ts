import type { HoldReason } from '@entente/contracts'
import { type Command, Option } from 'commander'
import type { SignalOptions } from './signal-options.ts'

const reasons: readonly HoldReason[] = ['court-order', 'investigation', 'complaint', 'oversight-request']

/** Registers the commands of `entente signals` that need two people: releases and legal holds. */
export function registerTwoPeople(signals: Command): void {
  signals
    .command('approve')
    .description('release, as second officer, signals about people that another officer wrote, to other members')
    .argument('[ids...]', 'ids of signals')
    .option('--list <id or title>', 'all people of a list that another officer imported')
    .option('--purpose <purpose>', 'purpose', 'terrorism-prevention')
    .option('--json', 'print as JSON')
    .action(async (ids: string[], options: SignalOptions & { list?: string }, command: Command) => {
      const { approveList, approveSignals } = await import('./approve.ts')
      if ((options.list === undefined) === (ids.length === 0))
        command.error('give ids of signals, or a list with --list')
      if (options.list === undefined) await approveSignals(ids, options)
      else await approveList(options.list, options)
    })
  signals
    .command('hold')
    .description(
      'request a legal hold: keep the copy of another member’s signal past its erasure; a second person approves it',
    )
    .argument('<id>', 'id of the signal')
    .addOption(
      new Option('--reason <reason>', 'reason why it may not be erased').choices(reasons).makeOptionMandatory(),
    )
    .requiredOption('--basis <text>', 'law, or file number of a court; the owner receives it, so name no person')
    .requiredOption('--until <day>', 'last day, within twelve months: 2027-03-31')
    .option('--purpose <purpose>', 'purpose', 'terrorism-prevention')
    .option('--json', 'print as JSON')
    .action(async (id: string, options: SignalOptions & { reason: string; basis: string; until: string }) =>
      (await import('./holds.ts')).setHold(id, options),
    )
  for (const [name, what, description] of [
    ['approve-hold', 'approve', 'approve a legal hold as second person'],
    ['lift-hold', 'lift', 'end a legal hold early, and erase at once the copy that only it kept'],
  ] as const)
    signals
      .command(name)
      .description(description)
      .argument('<hold>', 'id of the legal hold')
      .option('--json', 'print as JSON')
      .action(async (id: string, options: SignalOptions) => (await import('./holds.ts')).changeHold(id, what, options))
  signals
    .command('holds')
    .description('list the legal holds of this node: requested, in force, ended')
    .option('--json', 'print as JSON')
    .action(async (options: SignalOptions) => (await import('./holds.ts')).showHolds(options))
}
