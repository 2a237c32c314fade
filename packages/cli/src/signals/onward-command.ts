import type { Command } from 'commander'
import type { SignalOptions } from './signal-options.ts'

/** Registers `entente signals pass-on` and the commands for its permissions. To pass on a signal is to give a received signal to a third member. */
export function registerOnward(signals: Command): void {
  const load = () => import('./onward.ts')
  const command = (name: string, description: string) =>
    signals.command(name).description(description).option('--json', 'print as JSON')
  command(
    'pass-on',
    'pass a signal of another member on to a third, as its owner signed it; exit status 1 if its terms forbid it',
  )
    .argument('<id>', 'id of the signal')
    .requiredOption('--to <member>', 'recipient')
    .option('--stop', 'stop passing it on, and ask the member to erase it')
    .option('--purpose <purpose>', 'purpose', 'terrorism-prevention')
    .action(async (id: string, options: SignalOptions & { to: string; stop?: boolean }) =>
      (await load()).passOn(id, options),
    )
  command('passed-on', 'list the members that a signal was passed on to')
    .argument('<id>', 'id of the signal')
    .action(async (id: string, options: SignalOptions) => (await load()).showPassedOn(id, options))
  command('approve-onward', 'request that a holder may pass one of your signals on; a second person approves it')
    .argument('<id>', 'id of the signal')
    .requiredOption('--agreement <id>', 'agreement that allows it')
    .requiredOption('--holder <member>', 'member that may pass it on')
    .requiredOption('--to <member>', 'recipient')
    .requiredOption('--reason <text>', 'reason, for the log')
    .action(async (id: string, options) => (await load()).askApproval(id, options))
  command('sign-off', 'request that signals may go to a member in a risk country; a second person approves it')
    .requiredOption('--agreement <id>', 'agreement that allows it')
    .requiredOption('--to <member>', 'recipient')
    .requiredOption('--reason <text>', 'file reference of the legal opinion')
    .action(async (options) => (await load()).askSignOff(options))
  command('permissions', 'list approvals and sign-offs of this member: requested, given and ended').action(
    async (options: SignalOptions) => (await load()).listPermissions(options),
  )
  command('permit', 'approve the request of another person')
    .argument('<permission>', 'id of the permission')
    .action(async (id: string, options: SignalOptions) => (await load()).givePermission(id, options))
  command('end-permission', 'end an approval or sign-off, and withdraw the signals passed on under it')
    .argument('<permission>', 'id of the permission')
    .requiredOption('--reason <text>', 'reason, for the log')
    .action(async (id: string, options) => (await load()).endPermission(id, options))
}
