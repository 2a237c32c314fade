import type { Command } from 'commander'

/** One line of the output of `entente doctor`. */
export interface Check {
  check: string
  ok: boolean
  detail: string
}

/** The commands of one kind of gateway. */
export interface CommandGateway {
  kind: string
  register(program: Command): void
  /** Checks the parts of the installation that this gateway needs. */
  checks?(): Promise<Check[]>
}
