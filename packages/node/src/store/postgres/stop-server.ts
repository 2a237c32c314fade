import type { RunningServer } from './launch.ts'

const fastWithin = 15_000

/** Ends the server with SIGINT (fast), after 15 s with SIGQUIT. Never with SIGTERM, because one open transaction would delay it for ever. */
export async function stopServer(server: RunningServer): Promise<void> {
  const { child, ended } = server
  child.kill('SIGINT')
  const impatient = setTimeout(() => child.kill('SIGQUIT'), fastWithin)
  await ended
  clearTimeout(impatient)
}
