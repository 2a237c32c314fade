import { createRequire } from 'node:module'
import { setFlagsFromString } from 'node:v8'
import type { RunningNode } from '@entente/node'
import { Command, CommanderError } from 'commander'
import { registerAccounts } from './accounts/accounts.ts'
import { registerEnrol } from './accounts/enrol.ts'
import { registerAuthority } from './accounts/people.ts'
import { registerAgreements } from './agreements/agreements-command.ts'
import { registerAudit, registerPeople, registerReport } from './audit/audit-command.ts'
import { registerBackup } from './backup/backup.ts'
import { registerBlind } from './blind/blind.ts'
import { askSecret } from './command/ask-line.ts'
import { environmentWith, type NodeOptions } from './command/environment.ts'
import { reportFailure } from './command/failure.ts'
import { onStopSignal, say } from './command/on-stop-signal.ts'
import { registerDatabase } from './database/database-command.ts'
import { registerDemo } from './demo/demo.ts'
import { registerDisparity } from './disparity/disparity-command.ts'
import { registerDoctor } from './doctor/doctor.ts'
import { registerFalsePositives } from './false-positives/false-positives-command.ts'
import { gateways } from './gateways/index.ts'
import { registerKeys } from './keys/keys-command.ts'
import { registerMatching } from './matching/matching-commands.ts'
import { registerNecessity } from './necessity/necessity-command.ts'
import { registerPeers } from './peers/peers-command.ts'
import { registerRead } from './read/read-files.ts'
import { registerSend } from './read/send-files.ts'
import { registerRetention } from './retention/retention-command.ts'
import { registerSignals } from './signals/signals-command.ts'
import { registerKill } from './stops/kill-command.ts'
import { registerTaxii } from './taxii/taxii-command.ts'

const { version } = createRequire(import.meta.url)('../package.json') as { version: string }

// Each command loads its modules only when it runs, so that reading one file does not wait until the modules of the server are loaded.
const program = new Command('entente')
  .description('A node for cooperation against terrorist misuse of technology.')
  .version(version)
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'usage: ')) })
for (const register of [
  registerServe,
  registerDemo,
  registerRead,
  registerSend,
  ...gateways.flatMap((gateway) => gateway.register ?? []),
  registerSignals,
  registerFalsePositives,
  registerTaxii,
  registerAgreements,
  registerBlind,
  registerPeers,
  registerKill,
  registerDisparity,
  registerNecessity,
  registerMatching,
  registerAccounts,
  registerEnrol,
  registerDoctor,
  registerBackup,
  registerDatabase,
  registerKeys,
  registerAudit,
  registerPeople,
  registerReport,
  registerAuthority,
  registerRetention,
]) {
  register(program)
}

try {
  await program.parseAsync(process.argv)
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
  else process.exitCode = reportFailure(error, process.argv.includes('--json'))
}

/** Registers `entente serve`, which runs a node until SIGINT, SIGTERM or SIGHUP. */
function registerServe(program: Command): void {
  program
    .command('serve')
    .description('run a node')
    .option('--data <folder>', 'folder of database, messages and keys (ENTENTE_DATA)')
    .option('--port <number>', 'port (ENTENTE_PORT, default 8400)')
    .option('--host <address>', 'address (ENTENTE_HOST, default 127.0.0.1)')
    .action(serve)
}

async function serve(options: NodeOptions): Promise<void> {
  let node: RunningNode | null = null
  // A node that still starts is not waited for, because a lock or a hanging database may delay it without end. Nothing
  // was acknowledged yet, and a private database server ends with this process.
  onStopSignal(async () => node?.stop())
  // A function is compiled to optimised code once it ran this many bytes of its code, four times as many as usual. The code of a node is large and runs
  // in several threads, and each compiles it for itself: with the usual number the compiler took a third of the node's processor time in the
  // first minutes. The flag counts for all threads.
  setFlagsFromString('--interrupt-budget=270336')
  const { readConfig, startNode } = await import('@entente/node')
  const ask = process.stdin.isTTY === true ? { askSecret } : {}
  node = await startNode({ config: readConfig(environmentWith(options)), readerThread: true, ...ask })
  say(`ready at ${node.url}`)
}
