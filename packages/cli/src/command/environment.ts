export interface NodeOptions {
  data?: string
  port?: string
  host?: string
}

/** Returns the environment variables of the process, overridden by the options of a command. */
export function environmentWith(options: NodeOptions): Record<string, string | undefined> {
  return {
    ...process.env,
    ...(options.data === undefined ? {} : { ENTENTE_DATA: options.data }),
    ...(options.port === undefined ? {} : { ENTENTE_PORT: options.port }),
    ...(options.host === undefined ? {} : { ENTENTE_HOST: options.host }),
  }
}
