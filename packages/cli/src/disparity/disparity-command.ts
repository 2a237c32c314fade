import type { Command } from 'commander'
import { CommandFailure } from '../command/failure.ts'
import type { DisparityOptions } from './disparity.ts'

type Given = DisparityOptions & Partial<Record<'groups' | 'people' | 'share' | 'ratio' | 'runs' | 'seed', string>>

/** Registers `entente disparity`, which prints rates of groups and tests what they would notice. */
export function registerDisparity(program: Command): void {
  const load = () => import('./disparity.ts')
  const disparity = program.command('disparity').description('compare how often groups of people get hits')
  const command = (name: string, description: string) =>
    disparity
      .command(name)
      .description(description)
      .option('--from <month>', 'first month, such as 2026-10 (default: the newest closed month)')
      .option('--to <month>', 'last month')
      .option('--measure <measure>', '`hitRate` or `falsePositiveRate`')
      .option('--attribute <attribute>', 'nationality-region, issuing-region, name-script, language, sex or age-band')
      .option('--json', 'print as JSON')
  command('report', 'print the reports of closed months').action(async (options: DisparityOptions) =>
    (await load()).printReports(options),
  )
  command('power-test', 'plant a ratio into drawn periods and count how often it raises an alarm')
    .option('--groups <count>', 'take equal groups in place of those of the node; needs --people and --share')
    .option('--people <count>', 'people of each group')
    .option('--share <share>', 'share of them with a hit, such as 0.01')
    .option('--ratio <ratio>', 'planted ratio (default: 1.5)')
    .option('--runs <count>', 'periods to draw (default: 2000)')
    .option('--seed <number>', 'seed of the draw (default: 33)')
    .addHelpText('after', '\nExample:\n  entente disparity power-test --groups 5 --people 8900 --share 0.01')
    .action(async ({ groups, people, share, ratio, runs, seed, ...options }: Given) =>
      (await load()).testPower({
        ...options,
        runs: wholeNumber('runs', runs ?? '2000', 100, 100_000),
        seed: wholeNumber('seed', seed ?? '33', 0, 4_294_967_295),
        ratio: decimal('ratio', ratio ?? '1.5', 1, 100),
        ...(groups !== undefined && {
          equal: {
            groups: wholeNumber('groups', groups, 2, 100),
            people: wholeNumber('people', people ?? '', 1, 10_000_000),
            share: decimal('share', share ?? '', 0, 1),
          },
        }),
      }),
    )
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= least && value <= most) return value
  throw new CommandFailure('usage', `--${name} takes a whole number from ${least} to ${most}.`)
}

function decimal(name: string, text: string, above: number, below: number): number {
  const value = Number(text)
  if (/^\d+(\.\d+)?$/.test(text) && value > above && value < below) return value
  throw new CommandFailure('usage', `--${name} takes a number above ${above} and below ${below}.`)
}
