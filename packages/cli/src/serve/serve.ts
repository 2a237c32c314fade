import { readConfig, startNode } from '@entente/node'
import { onStopSignal } from './on-stop-signal.ts'
import type { ServeOptions } from './serve-command.ts'

/** The environment with the command's options over it. */
export function environmentWith(options: ServeOptions): Record<string, string | undefined> {
  return {
    ...process.env,
    ...(options.data === undefined ? {} : { ENTENTE_DATA: options.data }),
    ...(options.port === undefined ? {} : { ENTENTE_PORT: options.port }),
    ...(options.host === undefined ? {} : { ENTENTE_HOST: options.host }),
  }
}

export async function serve(options: ServeOptions): Promise<void> {
  const node = await startNode({ config: readConfig(environmentWith(options)) })
  process.stderr.write(`ready at ${node.url}\n`)
  onStopSignal(() => node.stop())
}
