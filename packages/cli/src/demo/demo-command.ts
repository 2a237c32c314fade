import type { Command } from 'commander'

/** `entente demo`: a node on a temporary folder with invented carriers, people and signals, to try everything. */
export function registerDemo(program: Command): void {
  program
    .command('demo')
    .description('run a node with invented traffic; nothing is left behind')
    .option('--port <number>', 'port (default: 8400, or any free one)')
    .option('--seed <number>', 'another invented world', '7')
    .option('--network', 'three nodes of three members that share, find and take back')
    .action(async (options: { port?: string; seed: string; network?: boolean }) => {
      if (options.network === true) {
        const { demoNetwork } = await import('./network/demo-network.ts')
        return demoNetwork(options)
      }
      const { demo } = await import('./demo.ts')
      await demo(options)
    })
}
