import type { CommandGateway } from '../../command/command-gateway.ts'

/** The commands about consignments. */
export const cargo: CommandGateway = {
  kind: 'cargo',
  files: {
    formats:
      'XFWB, XFZB, XFFM, FWB, FHL, FFM, CUSCAR, BAPLIE, entry summary declaration, WCO declaration, ASYCUDA manifest',
    load: async () => (await import('./file-reader.ts')).fileReader,
  },
}
