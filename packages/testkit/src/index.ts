export * from './carrier/index.ts'
export { drawPicture } from './content/draw-picture.ts'
export { hashPicture, joinContentTeam, type SeededContent, seedContent, sendUpload } from './content/seed-content.ts'
export { globalSetup } from './postgres/global-setup.ts'
export * from './postgres/index.ts'
export {
  joinNodes,
  type NetworkNode,
  networkMembers,
  startTestNetwork,
  type TestNetwork,
} from './start-test-network.ts'
export { type SignedIn, signInTo, startTestNode, type TestNode, testPassword } from './start-test-node.ts'
