import { cargoVocabulary, contentVocabulary, travelVocabulary } from '@entente/contracts'
import type { GatewayPart } from '../pipeline/gateway/gateway.ts'
import { createCargoGateway, createCargoModule } from './cargo/index.ts'
import { openDayDraws } from './cargo/select/draw.ts'
import { createContentModule } from './content/index.ts'
import { createTravelGateway, createTravelModule } from './travel/index.ts'

/** The gateways of this release, in the order in which they start. A new gateway is its folder and its line here. */
export const gateways: readonly GatewayPart[] = [
  { vocabulary: travelVocabulary, create: createTravelModule, createReader: () => createTravelGateway() },
  { vocabulary: contentVocabulary, create: createContentModule },
  {
    vocabulary: cargoVocabulary,
    create: createCargoModule,
    createReader: ({ dataRoot }) => createCargoGateway(openDayDraws(dataRoot)),
  },
]
