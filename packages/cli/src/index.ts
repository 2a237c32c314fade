import { createRequire } from 'node:module'
import { Command, CommanderError } from 'commander'
import { registerAccounts } from './accounts/accounts-command.ts'
import { registerAgreements } from './agreements/agreements-command.ts'
import { registerBackup } from './backup/backup-command.ts'
import { registerBanks } from './banks/banks-command.ts'
import { registerBlind } from './blind/blind-command.ts'
import { registerCompare } from './compare/compare-command.ts'
import { registerDemo } from './demo/demo-command.ts'
import { registerDoctor } from './doctor/doctor-command.ts'
import { registerEvaluate } from './evaluate/evaluate-command.ts'
import { reportFailure } from './failure.ts'
import { registerFalsePositives } from './false-positives/false-positives-command.ts'
import { registerHash } from './hash/hash-command.ts'
import { registerMatch } from './match/match-command.ts'
import { registerPeers } from './peers/peers-command.ts'
import { registerRead } from './read/read-command.ts'
import { registerScreen } from './screen/screen-command.ts'
import { registerSend } from './send/send-command.ts'
import { registerServe } from './serve/serve-command.ts'
import { registerSignals } from './signals/signals-command.ts'
import { registerTaxii } from './taxii/taxii-command.ts'

const { version } = createRequire(import.meta.url)('../package.json') as { version: string }

// Each command loads what it needs when it runs: reading one file must not wait for a server's modules.
const program = new Command('entente')
  .description('A node for cooperation against terrorist misuse of technology.')
  .version(version)
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'usage: ')) })
for (const register of [
  registerServe,
  registerDemo,
  registerRead,
  registerHash,
  registerMatch,
  registerBanks,
  registerSend,
  registerSignals,
  registerFalsePositives,
  registerTaxii,
  registerAgreements,
  registerBlind,
  registerPeers,
  registerScreen,
  registerCompare,
  registerEvaluate,
  registerAccounts,
  registerDoctor,
  registerBackup,
]) {
  register(program)
}

try {
  await program.parseAsync(process.argv)
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
  else process.exitCode = reportFailure(error, process.argv.includes('--json'))
}
