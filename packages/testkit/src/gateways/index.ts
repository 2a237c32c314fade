import type { SyntheticGateway } from '../demo/synthetic-gateway.ts'
import { cargo } from './cargo/play-filings.ts'
import { content } from './content/index.ts'
import { travel } from './travel/index.ts'

export { createFilerClient, type FilerClient } from './cargo/filer-client/create-filer-client.ts'
export { createFilings, type Filing } from './cargo/write/create-filings.ts'
export * from './content/index.ts'
export * from './travel/index.ts'

/** The list of synthetic gateways, one for each kind. */
export const syntheticGateways: readonly SyntheticGateway[] = [travel, content, cargo]
