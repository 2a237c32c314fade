// Features of consignments, without a node: `@entente/node/cargo-features`.
export { TagTables } from '../tables/find-tags.ts'
export { type ConsignmentFacts, factsOf, measures } from './consignment-facts.ts'
export { type Counters, makeFeatures } from './make-features.ts'
