import type { Command } from 'commander'
import type { SignalOptions } from './signals-command.ts'

/** `entente signals pass-on` and what belongs to it: giving a received signal to a third member, and what people permit. */
export function registerOnward(signals: Command): void {
  const load = () => import('./onward.ts')
  const command = (name: string, description: string) =>
    signals.command(name).description(description).option('--json', 'print as JSON')
  command('pass-on', 'give a signal of another member to a third, as its owner signed it; 1 where its terms forbid it')
    .argument('<id>', 'id of the signal')
    .requiredOption('--to <member>', 'who is to have it')
    .option('--stop', 'no longer: the member is told to erase it')
    .option('--purpose <purpose>', 'why', 'terrorism-prevention')
    .action(async (id: string, options: SignalOptions & { to: string; stop?: boolean }) =>
      (await load()).passOn(id, options),
    )
  command('passed-on', 'to whom a signal of another member was passed on')
    .argument('<id>', 'id of the signal')
    .action(async (id: string, options: SignalOptions) => (await load()).showPassedOn(id, options))
  command('approve-onward', 'ask that a holder may pass one of your signals on; a second person gives it')
    .argument('<id>', 'id of the signal')
    .requiredOption('--agreement <id>', 'under which agreement')
    .requiredOption('--holder <member>', 'who may pass it on')
    .requiredOption('--to <member>', 'to whom')
    .requiredOption('--reason <text>', 'why, for the log')
    .action(async (id: string, options) => (await load()).askApproval(id, options))
  command('sign-off', 'ask that signals go to a member in a country of risk; a second person gives it')
    .requiredOption('--agreement <id>', 'under which agreement')
    .requiredOption('--to <member>', 'to whom')
    .requiredOption('--reason <text>', 'where the opinion of the lawyers is filed')
    .action(async (options) => (await load()).askSignOff(options))
  command('permissions', 'approvals and sign-offs of this member, asked for, given and ended').action(
    async (options: SignalOptions) => (await load()).listPermissions(options),
  )
  command('permit', 'give what another person asked for')
    .argument('<permission>', 'its id')
    .action(async (id: string, options: SignalOptions) => (await load()).givePermission(id, options))
  command('end-permission', 'end an approval or sign-off; what was given by it is taken back')
    .argument('<permission>', 'its id')
    .requiredOption('--reason <text>', 'why, for the log')
    .action(async (id: string, options) => (await load()).endPermission(id, options))
}
