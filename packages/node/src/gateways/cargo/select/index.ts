// Selection for inspection, without a node: `@entente/node/cargo-select`.
export { createDraw } from './draw.ts'
export { noCounts, selectLanes } from './select-lanes.ts'
