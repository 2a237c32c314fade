import type { Command } from 'commander'

/** Returns `entente evaluate`. Parts of the program add their measurements on labelled data to it, in any order. */
export const evaluateGroup = (program: Command): Command =>
  program.commands.find((command) => command.name() === 'evaluate') ??
  program.command('evaluate').description('measure on labelled data, without a node')
